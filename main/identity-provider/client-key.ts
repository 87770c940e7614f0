import { webcrypto } from "node:crypto";
import {
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type CryptoKey,
  PrivateKeyJwt,
} from "openid-client";
import { curves, readKey, readSecret } from "./client-files.ts";
import type { IdentityProviderSettings } from "./settings.ts";

/** What of the provider's configuration decides how a client proves itself there. */
type Offered = {
  readonly token_endpoint_auth_methods_supported?: string[];
  readonly token_endpoint_auth_signing_alg_values_supported?: string[];
};

/**
 * How the kiosk proves that it is the client. The file is read anew for each call, so that one which is replaced is
 * taken up.
 * @throws {ProviderError} `clientFile` where the file can't be read, or holds no key
 */
export async function clientProof(
  { keyFile, keyId, secretFile }: IdentityProviderSettings,
  offered: Offered,
): Promise<ClientAuth> {
  if (keyFile === undefined) {
    const secret = readSecret(secretFile ?? "");
    // RFC 8414 §2: without a list it is client_secret_basic.
    const methods = offered.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
    return methods.includes("client_secret_basic") ? ClientSecretBasic(secret) : ClientSecretPost(secret);
  }
  const key = readKey(keyFile);
  const algorithm = algorithmOf(
    key.asymmetricKeyType,
    key.asymmetricKeyDetails?.namedCurve,
    offered.token_endpoint_auth_signing_alg_values_supported,
  );
  const der = key.export({ type: "pkcs8", format: "der" });
  const imported = await webcrypto.subtle.importKey("pkcs8", der, algorithm, false, ["sign"]);
  // The same keys, of which Node's types know more usages than the web's.
  const ours = imported as CryptoKey;
  return PrivateKeyJwt(keyId === undefined ? ours : { key: ours, kid: keyId });
}

function algorithmOf(
  type: string | undefined,
  curve: string | undefined,
  offered: readonly string[] | undefined,
): webcrypto.AlgorithmIdentifier | webcrypto.RsaHashedImportParams | webcrypto.EcKeyImportParams {
  if (type === "ed25519") return { name: "Ed25519" };
  if (type === "ec") return { name: "ECDSA", namedCurve: curves[curve ?? ""] ?? "" };
  const isPss = offered !== undefined && !offered.includes("RS256") && offered.includes("PS256");
  return { name: isPss ? "RSA-PSS" : "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
}

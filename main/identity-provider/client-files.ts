import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { type ClientFileFault, ProviderError } from "./faults.ts";
import type { IdentityProviderSettings } from "./settings.ts";

type Files = Pick<IdentityProviderSettings, "keyFile" | "secretFile" | "caFile">;
type Named = ClientFileFault["setting"];

/** Curves of JWS, by OpenSSL's names for them. */
export const curves: Readonly<Record<string, string>> = {
  prime256v1: "P-256",
  secp384r1: "P-384",
  secp521r1: "P-521",
};

/** The client's secret. @throws {ProviderError} `clientFile` */
export function readSecret(path: string): string {
  const secret = read("secretFile", path).toString("utf8").trim();
  if (secret === "") throw unusable("secretFile", path, "empty");
  return secret;
}

/** The client's private key. @throws {ProviderError} `clientFile` */
export function readKey(path: string): KeyObject {
  const pem = read("keyFile", path);
  try {
    const key = createPrivateKey(pem);
    if (canSign(key)) return key;
  } catch {
    // No PEM, or one that a password protects.
  }
  throw unusable("keyFile", path, "noKey");
}

/** The provider's own authority. @throws {ProviderError} `clientFile` */
export function readAuthority(path: string): Buffer {
  const pem = read("caFile", path);
  try {
    // TLS itself passes over what is no certificate, and then trusts nobody.
    new X509Certificate(pem);
    return pem;
  } catch {
    throw unusable("caFile", path, "noCertificate");
  }
}

/** What is wrong with the files by which the kiosk proves itself, or trusts; each is read. */
export function unusableClientFiles({ keyFile, secretFile, caFile }: Files): readonly ClientFileFault[] {
  const tried: (() => unknown)[] = [];
  if (keyFile !== undefined) tried.push(() => readKey(keyFile));
  if (secretFile !== undefined) tried.push(() => readSecret(secretFile));
  if (caFile !== undefined) tried.push(() => readAuthority(caFile));
  return tried.flatMap((reading) => {
    try {
      reading();
      return [];
    } catch (error) {
      if (error instanceof ProviderError && error.file !== null) return [error.file];
      throw error;
    }
  });
}

/** Whether JWS has an algorithm for the key (RFC 7518 §3.1, RFC 8037 §3.1). */
const canSign = ({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean =>
  asymmetricKeyType === "ec"
    ? Object.hasOwn(curves, asymmetricKeyDetails?.namedCurve ?? "")
    : asymmetricKeyType === "rsa" || asymmetricKeyType === "ed25519";

const unusable = (setting: Named, path: string, why: ClientFileFault["why"]): ProviderError =>
  new ProviderError("clientFile", { setting, path, why });

function read(setting: Named, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw unusable(setting, path, "unreadable");
  }
}

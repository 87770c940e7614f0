import * as oauth from "openid-client";
import type { ProviderFault, UnusableFile } from "../log/events/identity-provider.ts";

/** A file that `signIn.gosuslugi` names and that can't be used. */
export type ClientFileFault = {
  readonly setting: "keyFile" | "secretFile" | "caFile";
  readonly path: string;
  readonly why: UnusableFile;
};

/** The identity provider can't be reached, or answers what can't be used. */
export class ProviderError extends Error {
  override readonly name = "ProviderError";
  readonly fault: ProviderFault;
  /** The file that can't be used, where the fault is `clientFile`. */
  readonly file: ClientFileFault | null;
  constructor(fault: ProviderFault, file: ClientFileFault | null = null) {
    super(fault);
    this.fault = fault;
    this.file = file;
  }
}

/** An error that the token endpoint told in the words of the protocol (RFC 6749 §5.2, RFC 8628 §3.5). */
export const toldError = (error: unknown): string | null =>
  error instanceof oauth.ResponseBodyError ? error.error : null;

const ofClaim: Readonly<Record<string, ProviderFault>> = {
  iss: "issuer",
  aud: "audience",
  azp: "audience",
  nonce: "nonce",
  acr: "acr",
  sub: "subject",
  exp: "times",
  iat: "times",
  nbf: "times",
};

const clientErrors = new Set(["invalid_client", "unauthorized_client", "invalid_scope"]);

/**
 * What went wrong in a call of openid-client. Its parsers throw errors of many classes at a hostile answer (no base64,
 * no key, no URL): whatever isn't known is an answer that can't be used.
 */
export function providerError(error: unknown): ProviderError {
  const thrown = error instanceof Error && error.cause instanceof ProviderError ? error.cause : error;
  if (thrown instanceof ProviderError) return thrown;
  const told = toldError(error);
  if (told !== null) return new ProviderError(clientErrors.has(told) ? "unauthorized" : statusFault(error));
  if (error instanceof oauth.WWWAuthenticateChallengeError) return new ProviderError("unauthorized");
  return new ProviderError(error instanceof oauth.ClientError ? faultOf(error) : "invalidResponse");
}

const statusFault = (error: unknown): ProviderFault =>
  error instanceof oauth.ResponseBodyError && (error.status >= 500 || error.status === 429)
    ? "unavailable"
    : "invalidResponse";

function faultOf({ code, cause }: oauth.ClientError): ProviderFault {
  const inner = cause instanceof Error ? cause : null;
  const about = inner?.cause ?? cause;
  switch (code) {
    case "OAUTH_JWT_CLAIM_COMPARISON_FAILED":
    case "OAUTH_JWT_TIMESTAMP_CHECK_FAILED":
    case "OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED":
      return ofClaim[comparedIn(about)] ?? "invalidResponse";
    case "OAUTH_UNSUPPORTED_OPERATION":
      return "algorithm";
    case "OAUTH_MISSING_SERVER_METADATA":
      return "unsupported";
    case "OAUTH_KEY_SELECTION_FAILED":
      return "signature";
    case "OAUTH_RESPONSE_IS_NOT_CONFORM":
      return conformFault(cause);
    default:
      if (inner?.message.includes("signature verification")) return "signature";
      return inner?.message.includes('"alg"') ? "algorithm" : "invalidResponse";
  }
}

/** The claim that was compared, or the attribute. */
function comparedIn(about: unknown): string {
  if (typeof about !== "object" || about === null) return "";
  if ("claim" in about) return String(about.claim);
  if ("attribute" in about) return about.attribute === "issuer" ? "iss" : String(about.attribute);
  return "";
}

function conformFault(cause: unknown): ProviderFault {
  if (!(cause instanceof Response)) return "invalidResponse";
  if (cause.status >= 300 && cause.status < 400) return "redirected";
  if (cause.status >= 500 || cause.status === 429) return "unavailable";
  return cause.status === 401 || cause.status === 403 ? "unauthorized" : "invalidResponse";
}

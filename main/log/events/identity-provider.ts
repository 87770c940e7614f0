import { defineLogEvents } from "#contract/base/log.ts";

/**
 * Why the identity provider's answer is not used. No claim's value is part of it.
 * - `unavailable`: no answer, or a passing refusal (5xx, 429).
 * - `unauthorized`: it does not take the kiosk for its client.
 * - `clientFile`: a file by which the kiosk proves itself, or trusts, can't be used.
 * - `unsupported`: it offers no device authorization.
 * - `invalidResponse`: an answer that isn't what was asked for.
 * - all others: what of an answer was not to be trusted.
 */
const providerFaults = [
  "unavailable",
  "unauthorized",
  "clientFile",
  "unsupported",
  "invalidResponse",
  "tooLarge",
  "redirected",
  "issuer",
  "audience",
  "algorithm",
  "signature",
  "times",
  "nonce",
  "acr",
  "subject",
  "replayed",
  "claims",
] as const;
export type ProviderFault = (typeof providerFaults)[number];

/** Why a file that the settings name can't be used. */
export const unusableFiles = ["unreadable", "empty", "noKey", "noCertificate"] as const;
export type UnusableFile = (typeof unusableFiles)[number];

const facts = { during: ["begin", "grant"], fault: providerFaults } as const;

/** Sign-ins on patients' own phones. No line tells of whom. */
export const identityProviderEvents = defineLogEvents({
  "identity-provider.unavailable": {
    level: "warn",
    sentence: "The identity provider did not answer a sign-in; patients sign in with the policy",
    facts,
    action: "If it lasts, check the network and signIn.gosuslugi.issuer",
  },
  "identity-provider.answer-refused": {
    level: "error",
    security: true,
    sentence: "An answer of the identity provider was not used; patients sign in with the policy",
    facts,
    action:
      "Compare signIn.gosuslugi with the client at the provider (docs/gosuslugi.md has each fault); where it fits, ask the provider's people whether somebody stands between",
  },
  "identity-provider.file-unusable": {
    level: "error",
    sentence: "A file for the identity provider can't be used; patients sign in with the policy",
    facts: { setting: ["keyFile", "secretFile", "caFile"], file: "place", why: unusableFiles },
    action:
      "Put the file in its place and let the kiosk's user read it; it is read anew at the next sign-in. `infomat config check` names what is wrong",
  },
  "identity-provider.grant-ended": {
    level: "info",
    sentence: "A sign-in on a phone came to its end",
    facts: { outcome: ["confirmed", "refused", "expired", "abandoned"] },
  },
});

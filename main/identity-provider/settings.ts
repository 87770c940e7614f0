import { z } from "zod";

const file = z.string().min(1);
/** Names of parameters and claims, scopes, classes: printable and without spaces (RFC 6749 §3.3, RFC 7519 §4.2). */
const name = z
  .string()
  .max(200)
  .regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/, "a name without spaces is expected");

const isLoopback = ({ hostname }: URL): boolean =>
  hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.");

const issuerSchema = z
  .url({ protocol: /^https?$/ })
  .refine((issuer) => isLoopback(new URL(issuer)) || issuer.startsWith("https:"), {
    message: "who signs in does not travel in the clear: an https address is expected",
  })
  .refine((issuer) => new URL(issuer).search === "" && new URL(issuer).hash === "", {
    message: "an issuer has neither query nor fragment (OpenID Connect Discovery 1.0, section 3)",
  });

/**
 * The region's identity provider, which passes the sign-in on to Госуслуги. The kiosk is its client by the OAuth 2.0
 * Device Authorization Grant (RFC 8628) and OpenID Connect: the patient confirms on their own phone.
 */
export const identityProviderSettingsSchema = z
  .strictObject({
    issuer: issuerSchema.describe(
      "As `iss` of its ID tokens has it; its configuration is below it at `/.well-known/openid-configuration`.",
    ),
    clientId: name.describe("What the provider calls the kiosks as its client."),
    keyFile: file
      .optional()
      .describe("PEM (PKCS #8) of the client's private key, RSA, EC or Ed25519: `private_key_jwt`."),
    keyId: name.optional().describe("How the provider names that key, where it has several of this client."),
    secretFile: file.optional().describe("The file holds the client's secret and nothing else."),
    scopes: z
      .array(name)
      .max(20)
      .default(["openid", "profile"])
      .describe("What is asked for. `openid` is always among it."),
    claims: z
      .strictObject({
        snils: name.optional().describe("Holds the insurance number (SNILS)."),
        policy: name.optional().describe("Holds the number of the OMS policy."),
        birthDate: name.default("birthdate").describe("Holds the birth date, as 1980-02-14."),
        children: name
          .optional()
          .describe("A list of the patient's children, of whom cards are offered where the flow has cards."),
      })
      .refine(({ snils, policy }) => snils !== undefined || policy !== undefined, {
        message: "name the claim that holds the insurance number (snils) or the policy's (policy)",
      })
      .prefault({ snils: "snils" })
      .describe("The claims by which the patient is looked up, in the ID token or at the UserInfo endpoint."),
    acr: z
      .array(name)
      .max(10)
      .default([])
      .describe(
        "The classes of authentication that are strong enough; one of them is asked for, and must be told.",
      ),
    caFile: file.optional().describe("PEM file with the provider's own certificate authority."),
    proxy: z
      .union([z.literal("none"), z.url({ protocol: /^https?$/ })])
      .optional()
      .describe("By which the provider is reached; `none`: straight. Left out, it is the central API's."),
    show: z
      .strictObject({
        kiosk: name.optional().describe("Takes the clinic's name and the kiosk's number."),
        number: name.optional().describe("Takes the two digits that the kiosk shows as well."),
      })
      .prefault({})
      .describe("Parameters of the provider's own by which the phone shows what stands at the kiosk."),
  })
  .superRefine(({ keyFile, secretFile }, context) => {
    if ((keyFile === undefined) !== (secretFile === undefined)) return;
    const message = "the client proves itself by keyFile or by secretFile: one of them is expected";
    context.addIssue({ code: "custom", path: [keyFile ? "secretFile" : "keyFile"], message });
  });
export type IdentityProviderSettings = z.infer<typeof identityProviderSettingsSchema>;

/**
 * The settings with the proxy that counts: the provider's own, else the central API's; none for a provider in the
 * clear, which is on this machine.
 */
export const withProxy = (
  settings: IdentityProviderSettings,
  ofCentral: string | undefined,
): IdentityProviderSettings => ({
  ...settings,
  proxy: settings.issuer.startsWith("http:") ? "none" : (settings.proxy ?? ofCentral ?? "none"),
});

import { z } from "zod";
import { idSchema } from "#contract/index.ts";

const file = z.string().min(1);
const address = z.url({ protocol: /^https?$/ });

/** How to reach an N3 hub. */
export const hubSettingsSchema = z.strictObject({
  url: address.describe("The address of HubService.svc."),
  homeCallUrl: address.optional().describe("The address of HomeCallService.svc, where the hub has one."),
  guidFile: file.describe(
    "The file holds the key of this client system and nothing else; it is read again after a refused access.",
  ),
  svip: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("none") }),
      z.strictObject({
        kind: z.literal("file"),
        tokenFile: file.describe("The file holds the token and nothing else."),
      }),
      z
        .strictObject({
          kind: z.literal("session"),
          url: address.describe("The address before `/authorization/api`."),
        })
        .describe("A session that SVIP, the hub's own sign-in, opens."),
    ])
    .default({ kind: "none" })
    .describe(
      "What proves to the hub's gateway that we may ask: nothing, a token that others keep fresh in a file, or a session that SVIP opens. Both travel in the header Authorization.",
    ),
  caFile: file.optional().describe("PEM file with the hub's own certificate authority."),
  proxy: address.optional().describe("The HTTP proxy by which the hub is reached."),
  clientCertificate: z
    .strictObject({
      certFile: file.describe("PEM file with the certificate, and those between it and its authority."),
      keyFile: file.describe("PEM file with its private key."),
    })
    .optional()
    .describe("A certificate of the kiosk's own (mTLS)."),
  timeout: z.int().min(100).max(120_000).default(15_000).describe("How long one read may take, ms."),
  writeTimeout: z
    .int()
    .min(100)
    .max(300_000)
    .default(60_000)
    .describe("How long one write may take, ms: a hub waits for the clinic's own system."),
  maxAnswer: z
    .int()
    .min(1024)
    .default(16 * 1024 * 1024)
    .describe("The largest answer that is read, bytes."),
  tries: z
    .int()
    .min(1)
    .max(10)
    .default(3)
    .describe("How often a read is tried that isn't answered. A write is sent once."),
  budget: z
    .strictObject({
      perSecond: z
        .number()
        .positive()
        .max(1000)
        .default(5)
        .describe("Requests a second, on the average of any longer span; so many may leave at once."),
      perDay: z.int().min(100).default(300_000).describe("Requests in 24 hours."),
      forPatients: z
        .number()
        .min(0)
        .max(0.9)
        .default(0.1)
        .describe("The share of a day's requests that is kept for what patients ask for."),
    })
    .prefault({})
    .describe("How many requests the hub's owner grants this kiosk."),
});
export type HubSettings = z.infer<typeof hubSettingsSchema>;

/**
 * How a clinic's system moves a visit: by `idAppointmentPrev`, in one step; by booking the new time, and cancelling the
 * old one once the new one stands; or not at all.
 */
const moveKinds = ["atomic", "book-then-cancel", "off"] as const;
export type MoveKind = (typeof moveKinds)[number];

/** The `central` section of the configuration where the central API is an N3 hub. */
export const hubCentralSettingsSchema = hubSettingsSchema.extend({
  kind: z.literal("n3"),
  organizations: z
    .array(idSchema)
    .min(1)
    .optional()
    .describe("Only these clinics, by their numbers, and those below them; all of the hub's when left out."),
  clinics: z
    .record(
      z.string().regex(/^\d{1,9}$/),
      z.strictObject({
        move: z
          .enum(moveKinds)
          .default("off")
          .describe(
            "How the system moves a visit: in one step, by booking beside the old visit and cancelling that, or not at all.",
          ),
      }),
    )
    .default({})
    .describe(
      "What was found out of a clinic's system, by the clinic's number; it holds for those below it as well.",
    ),
  horizonDays: z.int().min(1).max(60).default(14).describe("Days ahead that are kept and shown."),
});
export type HubCentralSettings = z.infer<typeof hubCentralSettingsSchema>;

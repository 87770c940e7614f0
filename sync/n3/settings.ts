import { z } from "zod";
import { idSchema } from "#contract/index.ts";

const file = z.string().min(1);
const address = z.url({ protocol: /^https?$/ });

/** How to reach an N3 hub. */
export const hubSettingsSchema = z.strictObject({
  /** Of HubService.svc. */
  url: address,
  /** Of HomeCallService.svc, where the hub has one. */
  homeCallUrl: address.optional(),
  /** The file holds the key of this client system and nothing else; it is read again after a refused access. */
  guidFile: file,
  /**
   * What proves to the hub's gateway that we may ask: nothing, a token that others keep fresh in a file, or a session
   * that СВИП opens. Both travel in the header Authorization.
   */
  svip: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("none") }),
      z.strictObject({ kind: z.literal("file"), tokenFile: file }),
      /** The address before `/authorization/api`. */
      z.strictObject({ kind: z.literal("session"), url: address }),
    ])
    .default({ kind: "none" }),
  /** PEM file with the hub's own certificate authority. */
  caFile: file.optional(),
  proxy: address.optional(),
  clientCertificate: z.strictObject({ certFile: file, keyFile: file }).optional(),
  /** How long one read may take, ms. */
  timeout: z.int().min(100).max(120_000).default(15_000),
  /** How long one write may take, ms: a hub waits for the clinic's own system. */
  writeTimeout: z.int().min(100).max(300_000).default(60_000),
  /** The largest answer that is read, bytes. */
  maxAnswer: z
    .int()
    .min(1024)
    .default(16 * 1024 * 1024),
  /** How often a read is tried that isn't answered. A write is sent once. */
  tries: z.int().min(1).max(10).default(3),
  budget: z
    .strictObject({
      /** Requests a second, on the average of any longer span; so many may leave at once. */
      perSecond: z.number().positive().max(1000).default(5),
      /** Requests in 24 hours. */
      perDay: z.int().min(100).default(300_000),
      /** The share of a day's requests that is kept for what patients ask for. */
      forPatients: z.number().min(0).max(0.9).default(0.1),
    })
    .prefault({}),
});
export type HubSettings = z.infer<typeof hubSettingsSchema>;

/** The `central` section of the configuration where the central API is an N3 hub. */
export const hubCentralSettingsSchema = hubSettingsSchema.extend({
  kind: z.literal("n3"),
  /** Only these clinics, by their numbers, and those below them; all of the hub's when left out. */
  organizations: z.array(idSchema).min(1).optional(),
  /** Days ahead that are kept and shown. */
  horizonDays: z.int().min(1).max(60).default(14),
});
export type HubCentralSettings = z.infer<typeof hubCentralSettingsSchema>;

import { z } from "zod";
import { idSchema } from "../base/scalars.ts";
import { timeSchema } from "../time/calendar.ts";
import { fhirNames } from "./fhir-names.ts";

const file = z.string().min(1);

/** How to reach the central API and what to take from it: the `central` section of the configuration. */
export const centralSettingsSchema = z.strictObject({
  kind: z.literal("fhir").optional(),
  url: z.url({ protocol: /^https?$/ }),
  auth: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("none") }),
      /** The file holds the token and nothing else; it is read again at each request's 401. */
      z.strictObject({ kind: z.literal("bearer"), tokenFile: file }),
      z.strictObject({ kind: z.literal("mtls"), certFile: file, keyFile: file }),
    ])
    .default({ kind: "none" }),
  /** PEM file with the central API's own certificate authority. */
  caFile: file.optional(),
  proxy: z.url({ protocol: /^https?$/ }).optional(),
  /** How long one request may take, ms. */
  timeout: z.int().min(100).max(120_000).default(10_000),
  /** The largest answer that is read, bytes. */
  maxAnswer: z
    .int()
    .min(1024)
    .default(32 * 1024 * 1024),
  pageSize: z.int().min(10).max(5000).default(1000),
  /** Only these clinics and their branches; all of the central API's when left out. */
  organizations: z.array(idSchema).min(1).optional(),
  /** Seconds between incremental pulls. */
  every: z.int().min(5).max(3600).default(30),
  /** Seconds that an increment looks back behind its cursor, for commits that surface late. */
  overlap: z.int().min(0).max(3600).default(240),
  /** Days ahead that are kept and shown. */
  horizonDays: z.int().min(1).max(120).default(28),
  /** When the nightly full reconcile starts, in the clinic's time zone. */
  fullAt: timeSchema.default("03:00"),
  /**
   * Systems of Appointment.identifier that mark a booking made by the patient (a portal's, a kiosk's). Only the
   * slot of such a booking is free for all again when it is cancelled or moved.
   */
  selfService: z.array(z.string().min(1)).default([fhirNames.bookingKey]),
  systems: z
    .strictObject({
      unified: z.string().default(fhirNames.policyUnified),
      old: z.string().default(fhirNames.policyOld),
      temporary: z.string().default(fhirNames.policyTemporary),
      snils: z.string().default(fhirNames.snils),
      /** Documents whose number may prove a policy's holder. */
      passport: z.string().default(fhirNames.passport),
      birthCertificate: z.string().default(fhirNames.birthCertificate),
      socialCard: z.string().default(fhirNames.socialCard),
      serviceCode: z.string().default(fhirNames.serviceCode),
    })
    .prefault({}),
});
export type CentralSettings = z.infer<typeof centralSettingsSchema>;

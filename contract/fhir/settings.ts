import { z } from "zod";
import { idSchema } from "../base/scalars.ts";
import { timeSchema } from "../time/calendar.ts";
import { fhirNames } from "./names.ts";

const file = z.string().min(1);

/** How to reach the central API and what to take from it: the `central` section of the configuration. */
export const centralSettingsSchema = z.strictObject({
  kind: z.literal("fhir").optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .describe("The address below which its resources are, such as https://central.example/fhir."),
  auth: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("none") }),
      z
        .strictObject({
          kind: z.literal("bearer"),
          tokenFile: file.describe("A file with the token and nothing else."),
        })
        .describe("The file holds the token and nothing else; it is read again at each request's 401."),
      z
        .strictObject({
          kind: z.literal("mtls"),
          certFile: file.describe("PEM file with the certificate, and those between it and its authority."),
          keyFile: file.describe("PEM file with its private key."),
        })
        .describe("A certificate of the kiosk's own (mTLS)."),
    ])
    .default({ kind: "none" })
    .describe("How the kiosk proves to the central API who it is."),
  caFile: file.optional().describe("PEM file with the central API's own certificate authority."),
  proxy: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe("The HTTP proxy by which the central API is reached."),
  timeout: z.int().min(100).max(120_000).default(10_000).describe("How long one request may take, ms."),
  maxAnswer: z
    .int()
    .min(1024)
    .default(32 * 1024 * 1024)
    .describe("The largest answer that is read, bytes."),
  pageSize: z
    .int()
    .min(10)
    .max(5000)
    .default(1000)
    .describe("How many resources a page of an answer may have."),
  organizations: z
    .array(idSchema)
    .min(1)
    .optional()
    .describe("Only these clinics and their branches; all of the central API's when left out."),
  every: z.int().min(5).max(3600).default(30).describe("Seconds between incremental pulls."),
  overlap: z
    .int()
    .min(0)
    .max(3600)
    .default(240)
    .describe("Seconds that an increment looks back behind its cursor, for commits that surface late."),
  horizonDays: z.int().min(1).max(120).default(28).describe("Days ahead that are kept and shown."),
  fullAt: timeSchema
    .default("03:00")
    .describe("When the nightly full reconcile starts, in the clinic's time zone."),
  selfService: z
    .array(z.string().min(1))
    .default([fhirNames.bookingKey])
    .describe(
      "Systems of Appointment.identifier that mark a booking made by the patient (a portal's, a kiosk's). Only the slot of such a booking is free for all again when it is cancelled or moved.",
    ),
  systems: z
    .strictObject({
      unified: z
        .string()
        .default(fhirNames.policyUnified)
        .describe("Of OMS policies of the unified sample, sixteen digits."),
      old: z
        .string()
        .default(fhirNames.policyOld)
        .describe("Of OMS policies of the old sample, with a series."),
      temporary: z
        .string()
        .default(fhirNames.policyTemporary)
        .describe("Of temporary certificates, nine digits."),
      snils: z.string().default(fhirNames.snils).describe("Of insurance numbers (SNILS)."),
      passport: z
        .string()
        .default(fhirNames.passport)
        .describe("Of passports, whose number may prove a policy's holder."),
      birthCertificate: z
        .string()
        .default(fhirNames.birthCertificate)
        .describe("Of birth certificates, whose number may prove it too."),
      socialCard: z.string().default(fhirNames.socialCard).describe("Of social cards."),
      serviceCode: z
        .string()
        .default(fhirNames.serviceCode)
        .describe("Of codes of services, such as B01.001.001."),
    })
    .prefault({})
    .describe("Systems of identifiers and codes, where the central API has others than the demo."),
});
export type CentralSettings = z.infer<typeof centralSettingsSchema>;

import { z } from "zod";
import { idSchema, languageSchema } from "#contract/base/scalars.ts";
import { clinicSchema } from "#contract/kiosk/kiosk-info.ts";
import { rulesSettingsSchema } from "../booking/rules/settings.ts";
import { bookingSettingsSchema } from "../booking/settings.ts";
import { counterAccessSettingsSchema } from "../counter-access/settings.ts";
import { logSettingsSchema } from "../log/settings.ts";
import { mailSettingsSchema } from "../mail/settings.ts";
import { monitoringSettingsSchema } from "../monitoring/settings.ts";
import { signInSettingsSchema } from "../patients/settings.ts";
import { scannerSettingsSchema } from "../scanner/settings.ts";
import { serviceNamesSettingsSchema } from "../schedules/settings.ts";
import { sessionSettingsSchema } from "../sessions/settings.ts";
import { staffSettingsSchema } from "../staff/settings.ts";
import { centralApiSettingsSchema } from "../sync/settings.ts";
import { printerSettingsSchema, ticketSettingsSchema } from "../tickets/settings.ts";
import { flowSettingsSchema } from "./flow-settings.ts";

const timeZoneSchema = z
  .string()
  .refine(isTimeZone, "no such time zone (a name such as Europe/Moscow is expected)");

/** The whole configuration file. Everything but the central API's address has a default. */
export const configSchema = z.strictObject({
  kiosk: z
    .strictObject({
      number: z
        .int()
        .min(1)
        .max(999)
        .optional()
        .describe(
          "Unique among the kiosks of one central API: ticket numbers begin with it. To be set but in the demo.",
        ),
      organization: idSchema.optional().describe("The clinic in whose lobby the kiosk stands."),
      branch: idSchema
        .optional()
        .describe("Its branch at the kiosk's own address; found by the clinic's address when left out."),
      clinic: clinicSchema
        .optional()
        .describe("What the top bar shows; taken from the central API's data when left out."),
      timeZone: timeZoneSchema
        .default("Europe/Moscow")
        .describe("The clinic's time zone, by its name in the IANA list."),
      languages: z
        .array(languageSchema)
        .min(1)
        .optional()
        .describe("The first is what the screens begin with. Every one that has a file when left out."),
    })
    .prefault({})
    .describe("The kiosk itself: its number, place and languages."),
  port: z
    .int()
    .min(1)
    .max(65535)
    .optional()
    .describe("Port on 127.0.0.1; a free one is taken when left out."),
  central: centralApiSettingsSchema
    .optional()
    .describe("The central API, a FHIR R4 server or an N3 hub, and what is taken from it."),
  flow: flowSettingsSchema.default({ preset: "registratura40" }).describe("The order of the steps."),
  signIn: signInSettingsSchema.prefault({}).describe("How patients sign in."),
  rules: rulesSettingsSchema.prefault({}).describe("What may be booked here: docs/rules.md."),
  serviceNames: serviceNamesSettingsSchema.prefault({}).describe("What services are called on the screens."),
  mail: mailSettingsSchema
    .optional()
    .describe("Copies of tickets by e-mail. Without it nobody is asked for an address."),
  booking: bookingSettingsSchema.prefault({}).describe("How long a booking in doubt is waited for."),
  session: sessionSettingsSchema
    .prefault({})
    .describe("When a patient's session ends, and what it may print."),
  printer: printerSettingsSchema
    .default({ kind: "virtual" })
    .describe("The printer of tickets; `printer: auto` is short for `printer: { kind: auto }`."),
  ticket: ticketSettingsSchema.prefault({}).describe("When a ticket is printed."),
  scanner: scannerSettingsSchema
    .default({ kind: "none" })
    .describe("The scanner of policies, tickets and staff cards."),
  staff: staffSettingsSchema
    .prefault({})
    .describe("The screens of staff; who works here is in the staff file: `infomat staff`."),
  log: logSettingsSchema.prefault({}).describe("The log, and where security events go besides."),
  monitoring: monitoringSettingsSchema
    .optional()
    .describe("`/healthz`, `/readyz` and `/metrics`. Without it nothing listens for them."),
  reception: counterAccessSettingsSchema
    .optional()
    .describe("Where the counter's process asks this kiosk. Without it nothing listens for it."),
});
export type Config = z.infer<typeof configSchema>;

/** What this kiosk's ticket numbers begin with; 1 where nobody has given it a number. */
export const kioskNumber = ({ kiosk }: Config): number => kiosk.number ?? 1;

/** For whoever installs a kiosk at a central API that others use as well. */
export const kioskNumberMissing =
  "kiosk.number is not set, so this kiosk counts its tickets as number 1. Give each kiosk of a central API its own number, or two patients may hold the same one.";

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

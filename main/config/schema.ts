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
      /** Unique among the kiosks of one central API: ticket numbers begin with it. To be set but in the demo. */
      number: z.int().min(1).max(999).optional(),
      /** The clinic in whose lobby the kiosk stands. */
      organization: idSchema.optional(),
      /** Its branch at the kiosk's own address; found by the clinic's address when left out. */
      branch: idSchema.optional(),
      /** What the top bar shows; taken from the central API's data when left out. */
      clinic: clinicSchema.optional(),
      timeZone: timeZoneSchema.default("Europe/Moscow"),
      /** The first is what the screens begin with. Every one that has a file when left out. */
      languages: z.array(languageSchema).min(1).optional(),
    })
    .prefault({}),
  /** Port on 127.0.0.1; a free one is taken when left out. */
  port: z.int().min(1).max(65535).optional(),
  central: centralApiSettingsSchema.optional(),
  flow: flowSettingsSchema.default({ preset: "registratura40" }),
  signIn: signInSettingsSchema.prefault({}),
  rules: rulesSettingsSchema.prefault({}),
  serviceNames: serviceNamesSettingsSchema.prefault({}),
  /** Copies of tickets by e-mail. Without it nobody is asked for an address. */
  mail: mailSettingsSchema.optional(),
  booking: bookingSettingsSchema.prefault({}),
  session: sessionSettingsSchema.prefault({}),
  printer: printerSettingsSchema.default({ kind: "virtual" }),
  ticket: ticketSettingsSchema.prefault({}),
  scanner: scannerSettingsSchema.default({ kind: "none" }),
  staff: staffSettingsSchema.prefault({}),
  log: logSettingsSchema.prefault({}),
  /** `/healthz`, `/readyz` and `/metrics`. Without it nothing listens for them. */
  monitoring: monitoringSettingsSchema.optional(),
  /** Where the counter's process asks this kiosk. Without it nothing listens for it. */
  reception: counterAccessSettingsSchema.optional(),
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

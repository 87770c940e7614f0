import { z } from "zod";
import {
  bookingStates,
  centralStateSchema,
  clinicSchema,
  instantSchema,
  languageSchema,
  printerStatuses,
  serviceStates,
  sessionStateSchema,
} from "./domain.ts";
import { stepNames } from "./flow.ts";
import { secondFactors } from "./person.ts";
import { scannerKinds } from "./scan.ts";

/** What the screens need to know before the first touch. */
export const kioskInfoSchema = z.object({
  version: z.string(),
  kiosk: z.string(),
  clinic: clinicSchema,
  timeZone: z.string(),
  /** The central API's clock, as well as the kiosk knows it. */
  now: instantSchema,
  languages: z.array(languageSchema).min(1),
  flow: z.array(z.enum(stepNames)).min(1),
  demo: z.boolean(),
  seconds: z.object({
    done: z.int().positive(),
    /** Without a touch on the first screen until it gives way to one that attracts. */
    attract: z.int().positive(),
  }),
  service: z.enum(serviceStates),
  central: centralStateSchema,
  booking: z.enum(bookingStates),
  printer: z.enum(printerStatuses),
  scanner: z.enum(scannerKinds),
  /** What is asked beside a policy's number. */
  secondFactor: z.enum(secondFactors),
  /** Whether this kiosk has what its preset calls cards, with the messages that come with them. */
  cards: z.boolean(),
  rules: z.object({
    /** Planned visits only: said before a service is chosen. */
    plannedOnly: z.boolean(),
    /** Hours before a visit until which the patient is asked to cancel it; an advice, not a limit. */
    cancelAhead: z.int().nonnegative(),
  }),
  /** Whether the core can speak where the browser has no voice of its own. */
  speech: z.boolean(),
  session: sessionStateSchema,
});
export type KioskInfo = z.infer<typeof kioskInfoSchema>;

import { z } from "zod";
import { languageSchema } from "../base/scalars.ts";
import { lackings } from "../central/capabilities.ts";
import { centralStateSchema } from "../central/central-state.ts";
import { bookingStates } from "../conformance/booking-state.ts";
import { stepNames } from "../flow/steps.ts";
import { serviceStates } from "../maintenance/service-state.ts";
import { secondFactors } from "../patients/document.ts";
import { signInMethods } from "../patients/phone-sign-in.ts";
import { printerStatuses } from "../printer/printer-status.ts";
import { scannerKinds } from "../scanner/scan.ts";
import { sessionStateSchema } from "../sessions/session-state.ts";
import { ticketPrinting } from "../tickets/ticket.ts";
import { instantSchema } from "../time/calendar.ts";

export const clinicSchema = z.object({
  name: z.string().describe("Short, as patients call it."),
  address: z.string().describe("Street and house."),
  phone: z.string().describe("Of the reception, as it is dialled."),
});
export type Clinic = z.infer<typeof clinicSchema>;

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
  /** Whether the demo shows a phone of its own, on which a sign-in is confirmed. */
  demoPhone: z.boolean(),
  seconds: z.object({
    /** Until the success screen leaves by itself: with the ticket out or not to be had, and while it can be printed. */
    done: z.int().positive(),
    unprinted: z.int().positive(),
    /** Without a touch on the first screen until it gives way to one that attracts. */
    attract: z.int().positive(),
  }),
  service: z.enum(serviceStates),
  central: centralStateSchema,
  booking: z.enum(bookingStates),
  printer: z.enum(printerStatuses),
  /** Copies of tickets can be sent by e-mail. */
  mail: z.boolean(),
  scanner: z.enum(scannerKinds),
  /** What is asked beside a policy's number. */
  secondFactor: z.enum(secondFactors),
  /** The ways to sign in, the one that the screens begin with first. */
  signInMethods: z.array(z.enum(signInMethods)).min(1),
  /** Whether this kiosk has what its preset calls cards, with the messages that come with them. */
  cards: z.boolean(),
  /** What the central API doesn't have, and screens therefore don't offer. */
  lacks: z.array(z.enum(lackings)),
  ticket: z.object({ print: z.enum(ticketPrinting) }),
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

import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import {
  bookingStates,
  branchSchema,
  centralStateSchema,
  clinicSchema,
  consentTextSchema,
  dateSchema,
  daySchema,
  demoInfoSchema,
  demoSwitchesSchema,
  deskItemSchema,
  doctorSchema,
  idSchema,
  instantSchema,
  languageSchema,
  offerSchema,
  organizationSchema,
  patientViewSchema,
  phoneChoiceSchema,
  printerStatuses,
  serviceSchema,
  sessionStateSchema,
  ticketSchema,
  timeCellSchema,
  visitSchema,
} from "./domain.ts";
import { errorsOf } from "./errors.ts";
import { kioskEventSchema } from "./events.ts";
import { stepNames } from "./flow.ts";
import { policyInputSchema } from "./policy.ts";
import { heardScanSchema, longestScanText, scannerKinds } from "./scan.ts";

const nothing = z.strictObject({});

/** What the screens need to know before the first touch. */
export const kioskInfoSchema = z.object({
  version: z.string(),
  kiosk: z.string(),
  clinic: clinicSchema,
  timeZone: z.string(),
  /** The centre's clock, as well as the kiosk knows it. */
  now: instantSchema,
  languages: z.array(languageSchema).min(1),
  flow: z.array(z.enum(stepNames)).min(1),
  demo: z.boolean(),
  seconds: z.object({ done: z.int().positive() }),
  central: centralStateSchema,
  booking: z.enum(bookingStates),
  printer: z.enum(printerStatuses),
  scanner: z.enum(scannerKinds),
  session: sessionStateSchema,
});
export type KioskInfo = z.infer<typeof kioskInfoSchema>;

const kiosk = {
  info: oc.input(nothing).output(kioskInfoSchema),
  /** The agreement to process personal data in this language (Russian where there is no translation). */
  consent: oc.input(z.strictObject({ language: languageSchema })).output(consentTextSchema),
  /** The page's heartbeat. A page that stops sending it is restarted by the shell. */
  beat: oc.input(nothing).output(z.object({ now: instantSchema })),
  /** A fault of the page itself, for the log. `stack` must hold no personal data. */
  pageFault: oc
    .input(z.strictObject({ message: z.string().max(500), stack: z.string().max(4000) }))
    .output(nothing),
};

const catalog = {
  organizations: oc.input(nothing).output(z.array(organizationSchema)),
  branches: oc.input(z.strictObject({ organizationId: idSchema })).output(z.array(branchSchema)),
  services: oc.input(z.strictObject({ branchId: idSchema })).output(z.array(serviceSchema)),
  doctors: oc
    .input(z.strictObject({ branchId: idSchema, serviceId: idSchema }))
    .output(z.array(doctorSchema)),
};

const schedule = {
  /**
   * Every day of the booking horizon, whole weeks from Monday, oldest first; and the first day that can be
   * booked. Asking also makes the core refresh this schedule in the background.
   */
  days: oc
    .input(z.strictObject({ scheduleId: idSchema, serviceId: idSchema }))
    .output(z.object({ today: dateSchema, days: z.array(daySchema), nearest: dateSchema.nullable() }))
    .errors(errorsOf("NOT_FOUND")),
  times: oc
    .input(z.strictObject({ scheduleId: idSchema, serviceId: idSchema, date: dateSchema }))
    .output(z.array(timeCellSchema))
    .errors(errorsOf("NOT_FOUND")),
  /** Free times of all doctors of a service at a branch, nearest first. */
  nearest: oc
    .input(z.strictObject({ branchId: idSchema, serviceId: idSchema, limit: z.int().min(1).max(20) }))
    .output(z.array(offerSchema)),
};

const session = {
  /** The first touch: opens an anonymous session, or returns the open one. */
  start: oc.input(nothing).output(sessionStateSchema),
  signIn: oc
    .input(z.strictObject({ policy: policyInputSchema, birthDate: z.string().max(8) }))
    .output(patientViewSchema)
    .errors(
      errorsOf(
        "POLICY_INVALID",
        "BIRTH_DATE_INVALID",
        "PATIENT_NOT_FOUND",
        "PATIENT_AMBIGUOUS",
        "TOO_MANY_TRIES",
        "CENTRAL_AWAY",
        "SESSION_ENDED",
      ),
    ),
  /** The patient touched the screen or pressed «Продлить»: the idle clock starts again. */
  stay: oc.input(nothing).output(sessionStateSchema).errors(errorsOf("SESSION_ENDED")),
  end: oc.input(z.strictObject({ reason: z.enum(["home", "finished"]) })).output(nothing),
};

const scanner = {
  /**
   * Reads a text that was typed into the page too fast for a hand. Signing in with what it holds is the page's
   * next call, the same as for typed numbers, under the same limits.
   */
  read: oc.input(z.strictObject({ text: z.string().max(longestScanText) })).output(heardScanSchema),
};

const booking = {
  /** Books one slot exactly once. Resolves when the centre holds the visit; the screen that shows it says so by `shown`. */
  book: oc
    .input(
      z.strictObject({
        scheduleId: idSchema,
        slotId: idSchema,
        serviceId: idSchema,
        branchId: idSchema,
        consent: z.strictObject({ language: languageSchema, hash: z.string() }),
        phone: phoneChoiceSchema,
      }),
    )
    .output(ticketSchema)
    .errors(
      errorsOf(
        "SESSION_ENDED",
        "NOT_SIGNED_IN",
        "CONSENT_OUTDATED",
        "NOT_FOUND",
        "SLOT_TAKEN",
        "BOOKING_REFUSED",
        "BOOKING_UNKNOWN",
        "BOOKING_CLOSED",
        "CENTRAL_AWAY",
      ),
    ),
  /** The screen that tells of this visit's booking, cancel or move has been painted. */
  shown: oc.input(z.strictObject({ visitId: idSchema })).output(nothing),
  /** The visits of the signed-in patient that are still to come, the next one first. Asked of the centre itself. */
  list: oc
    .input(nothing)
    .output(z.array(visitSchema))
    .errors(errorsOf("SESSION_ENDED", "NOT_SIGNED_IN", "CENTRAL_AWAY")),
  /** Cancels a visit that `list` or `book` answered in this session, and releases its slot. */
  cancel: oc
    .input(z.strictObject({ visitId: idSchema }))
    .output(nothing)
    .errors(
      errorsOf(
        "SESSION_ENDED",
        "NOT_SIGNED_IN",
        "NOT_FOUND",
        "VISIT_CHANGED",
        "CHANGE_REFUSED",
        "CHANGE_UNKNOWN",
        "BOOKING_CLOSED",
        "CENTRAL_AWAY",
      ),
    ),
  /** Moves such a visit to another slot, in one step: until it has succeeded, the old time is kept. */
  move: oc
    .input(
      z.strictObject({
        visitId: idSchema,
        scheduleId: idSchema,
        slotId: idSchema,
        serviceId: idSchema,
        branchId: idSchema,
      }),
    )
    .output(ticketSchema)
    .errors(
      errorsOf(
        "SESSION_ENDED",
        "NOT_SIGNED_IN",
        "NOT_FOUND",
        "VISIT_CHANGED",
        "SLOT_TAKEN",
        "CHANGE_REFUSED",
        "CHANGE_UNKNOWN",
        "BOOKING_CLOSED",
        "CENTRAL_AWAY",
      ),
    ),
  /** The patient refused the agreement. Recorded at the centre when the patient is known. */
  refuseConsent: oc
    .input(z.strictObject({ language: languageSchema, hash: z.string() }))
    .output(nothing)
    .errors(errorsOf("SESSION_ENDED")),
};

const ticket = {
  /** The ticket as the printer draws it: a PNG, base64. Only visits booked or listed in this session. */
  preview: oc
    .input(z.strictObject({ visitId: idSchema, language: languageSchema }))
    .output(z.object({ png: z.string(), width: z.int(), height: z.int() }))
    .errors(errorsOf("SESSION_ENDED", "NOT_FOUND")),
  print: oc
    .input(z.strictObject({ visitId: idSchema, language: languageSchema }))
    .output(nothing)
    .errors(errorsOf("SESSION_ENDED", "NOT_FOUND", "PRINTER_NOT_READY", "PRINT_IN_DOUBT")),
  /** What the patient says to "did the ticket come out?". Without an open question nothing happens. */
  cameOut: oc
    .input(z.strictObject({ visitId: idSchema, yes: z.boolean() }))
    .output(nothing)
    .errors(errorsOf("SESSION_ENDED", "NOT_FOUND")),
};

const staff = {
  /** What people must see to because the kiosk can't, or must not, settle it by itself; the oldest first. */
  deskList: oc.input(nothing).output(z.array(deskItemSchema)),
  /** Seen to. Nothing personal about it is kept any longer. */
  deskDone: oc
    .input(z.strictObject({ id: z.uuid() }))
    .output(nothing)
    .errors(errorsOf("NOT_FOUND")),
};

/** Answers NOT_FOUND unless the kiosk runs against the embedded demo centre. */
const demo = {
  info: oc.input(nothing).output(demoInfoSchema).errors(errorsOf("NOT_FOUND")),
  set: oc
    .input(demoSwitchesSchema.partial().strict())
    .output(demoSwitchesSchema)
    .errors(errorsOf("NOT_FOUND")),
  /** Holds the paper policy of a demo patient (by its unified number) to a scanner that isn't there. */
  scan: oc
    .input(z.strictObject({ number: z.string().max(16) }))
    .output(nothing)
    .errors(errorsOf("NOT_FOUND")),
};

const events = {
  listen: oc.input(nothing).output(eventIterator(kioskEventSchema)),
};

/** The whole of what screens and core say to each other. */
export const kioskContract = {
  kiosk,
  catalog,
  schedule,
  session,
  scanner,
  booking,
  ticket,
  staff,
  demo,
  events,
};
export type KioskContract = typeof kioskContract;

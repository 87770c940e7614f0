import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import { agreedSchema, cardInputSchema, cardSchema, keptNumbers, messageSchema } from "./cards.ts";
import {
  bookingStates,
  branchSchema,
  centralStateSchema,
  clinicSchema,
  consentTextSchema,
  consentVariants,
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
  serviceStates,
  sessionStateSchema,
  ticketSchema,
  timeCellSchema,
  visitSchema,
} from "./domain.ts";
import { errorsOf } from "./errors.ts";
import { kioskEventSchema } from "./events.ts";
import { stepNames, whoValues } from "./flow.ts";
import { longestEmail, personInputSchema, secondFactors } from "./person.ts";
import { policyInputSchema } from "./policy.ts";
import { heardScanSchema, longestScanText, scannerKinds } from "./scan.ts";

const nothing = z.strictObject({});

/** Characters that can be spoken at once. */
export const longestSpoken = 500;

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

const kiosk = {
  info: oc.input(nothing).output(kioskInfoSchema),
  /**
   * The agreement to process personal data in this language (Russian where there is no translation), worded for
   * the person whom the visit is for: oneself, a child, another adult. `variant` asks for one of these wordings, for
   * whom a card is about that is being added.
   */
  consent: oc
    .input(z.strictObject({ language: languageSchema, variant: z.enum(consentVariants).optional() }))
    .output(consentTextSchema),
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
  start: oc.input(nothing).output(sessionStateSchema).errors(errorsOf("KIOSK_CLOSED")),
  signIn: oc
    .input(
      z.strictObject({
        policy: policyInputSchema,
        /** Eight digits, day first; read where the birth date is the second factor. */
        birthDate: z.string().max(8).default(""),
        /** Without its series; read where a document is the second factor. */
        document: z.string().max(40).default(""),
      }),
    )
    .output(patientViewSchema)
    .errors(
      errorsOf(
        "POLICY_INVALID",
        "BIRTH_DATE_INVALID",
        "DOCUMENT_INVALID",
        "PATIENT_NOT_FOUND",
        "PATIENT_AMBIGUOUS",
        "TOO_MANY_TRIES",
        "CENTRAL_AWAY",
        "SESSION_ENDED",
      ),
    ),
  /**
   * Whom the visit is for, by full name and birth date: exactly one patient of the register must fit. The answer
   * holds no phones and opens no visits: this much anybody knows of a neighbour.
   * `who`: whether it is the person at the screen. Somebody else who is under age gets a guardian's agreement.
   */
  identify: oc
    .input(z.strictObject({ who: z.enum(whoValues), person: personInputSchema }))
    .output(patientViewSchema)
    .errors(
      errorsOf(
        "NAME_INVALID",
        "BIRTH_DATE_INVALID",
        "PATIENT_NOT_FOUND",
        "PATIENT_AMBIGUOUS",
        "TOO_MANY_TRIES",
        "CENTRAL_AWAY",
        "SESSION_ENDED",
      ),
    ),
  /** The visit is for whoever has signed in, after all: what `identify` or `cards.choose` said is forgotten. */
  forSelf: oc.input(nothing).output(nothing).errors(errorsOf("SESSION_ENDED")),
  /** The patient touched the screen or pressed «Продлить»: the idle clock starts again. */
  stay: oc.input(nothing).output(sessionStateSchema).errors(errorsOf("SESSION_ENDED")),
  end: oc.input(z.strictObject({ reason: z.enum(["home", "finished"]) })).output(nothing),
};

const cardErrors = errorsOf("SESSION_ENDED", "NOT_SIGNED_IN", "NOT_FOUND", "CENTRAL_AWAY");
const cardInputErrors = errorsOf(
  "NAME_INVALID",
  "BIRTH_DATE_INVALID",
  "POLICY_INVALID",
  "SNILS_INVALID",
  "CARD_NUMBERS_MISSING",
  "CARD_EXISTS",
);

/** The signed-in patient's cards, for oneself, children and others. They live at the centre. */
const cards = {
  list: oc.input(nothing).output(z.array(cardSchema)).errors(cardErrors),
  /** The card for oneself is filled from the register: nothing is typed. */
  addSelf: oc
    .input(z.strictObject({ consent: agreedSchema.nullable().default(null) }))
    .output(cardSchema)
    .errors({ ...cardErrors, ...errorsOf("CARD_EXISTS") }),
  add: oc
    .input(cardInputSchema.extend({ consent: agreedSchema.nullable().default(null) }))
    .output(cardSchema)
    .errors({ ...cardErrors, ...cardInputErrors, ...errorsOf("TOO_MANY_TRIES") }),
  /** Numbers named in `keep` stay as they are, whatever `card` says of them. */
  change: oc
    .input(
      z.strictObject({
        cardId: idSchema,
        card: cardInputSchema,
        keep: z.array(z.enum(keptNumbers)).default([]),
      }),
    )
    .output(cardSchema)
    .errors({ ...cardErrors, ...cardInputErrors, ...errorsOf("TOO_MANY_TRIES", "CARD_CHANGED") }),
  remove: oc
    .input(z.strictObject({ cardId: idSchema }))
    .output(nothing)
    .errors({ ...cardErrors, ...errorsOf("CARD_CHANGED") }),
  /** The visit is for the card's person. NOT_FOUND also where the card waits for the desk. */
  choose: oc
    .input(z.strictObject({ cardId: idSchema }))
    .output(patientViewSchema)
    .errors(cardErrors),
  /** The visits of the card's person that are still to come, as `booking.list` has those of the patient. */
  visits: oc
    .input(z.strictObject({ cardId: idSchema }))
    .output(z.array(visitSchema))
    .errors(cardErrors),
  /** What clinics wrote, the newest first. */
  messages: oc.input(nothing).output(z.array(messageSchema)).errors(cardErrors),
};

const scanner = {
  /**
   * Reads a text that was typed into the page too fast for a hand. Signing in with what it holds is the page's
   * next call, the same as for typed numbers, under the same limits.
   */
  read: oc.input(z.strictObject({ text: z.string().max(longestScanText) })).output(heardScanSchema),
};

const booking = {
  /**
   * Whether the clinic's rules let the person whom the visit is for have this time, asked as soon as both are
   * known. `book` and `move` ask again; a centre that is away hinders nothing here.
   */
  check: oc
    .input(
      z.strictObject({
        scheduleId: idSchema,
        slotId: idSchema,
        serviceId: idSchema,
        branchId: idSchema,
        /** The visit that is to be moved there: it doesn't stand in its own way. */
        visitId: idSchema.nullable().default(null),
      }),
    )
    .output(nothing)
    .errors(errorsOf("SESSION_ENDED", "NOT_FOUND", "RULE_BROKEN")),
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
        /** Where a copy of the ticket goes, in this language; empty for none. */
        email: z.strictObject({ address: z.string().max(longestEmail), language: languageSchema }).nullable(),
      }),
    )
    .output(ticketSchema)
    .errors(
      errorsOf(
        "RULE_BROKEN",
        "EMAIL_INVALID",
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
        "RULE_BROKEN",
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

const speech = {
  /** Spoken by a program of the kiosk's own: a WAV file, base64. Nothing of the text is kept or logged. */
  say: oc
    .input(z.strictObject({ text: z.string().min(1).max(longestSpoken), language: languageSchema }))
    .output(z.object({ wav: z.string() }))
    .errors(errorsOf("SPEECH_UNAVAILABLE")),
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
  cards,
  scanner,
  booking,
  ticket,
  staff,
  demo,
  speech,
  events,
};
export type KioskContract = typeof kioskContract;

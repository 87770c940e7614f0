import { z } from "zod";
import { isCalendarDate } from "./birth-date.ts";

/** A FHIR logical id (R4 §2.1.28.3.1). */
export const idSchema = z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/);
/** A calendar day in the clinic's time zone, `YYYY-MM-DD`. */
export const dateSchema = z.string().refine(isCalendarDate, "not a calendar date");
/** A wall-clock time in the clinic's time zone, `HH:MM`. */
export const timeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
/** An instant: milliseconds since 1970-01-01T00:00Z. */
export const instantSchema = z.int();
export const languageSchema = z.string().regex(/^[a-z]{2}$/);

export const dayAndTimeSchema = z.object({ date: dateSchema, time: timeSchema });
export type DayAndTime = z.infer<typeof dayAndTimeSchema>;

export const clinicSchema = z.object({ name: z.string(), address: z.string(), phone: z.string() });
export type Clinic = z.infer<typeof clinicSchema>;

export const organizationSchema = z.object({
  id: idSchema,
  name: z.string(),
  kind: z.string(),
  district: z.string(),
  address: z.string(),
  branches: z.int(),
});
export type Organization = z.infer<typeof organizationSchema>;

export const branchSchema = z.object({ id: idSchema, name: z.string(), address: z.string() });
export type Branch = z.infer<typeof branchSchema>;

export const sexes = ["male", "female"] as const;
export type Sex = (typeof sexes)[number];

/**
 * A rule of the clinic that keeps a visit from being booked here.
 * - `attachedOnly`: for the clinic's own patients. `referral`: given out at the desk, against a referral.
 * - `tooYoung`, `tooOld` (`age`: the first or last age in whole years that is received), `otherSex`.
 * - `sameSpecialist`: there is a live visit to this specialist. `overlap`: there is one at that very time.
 * - `horizon`: the day can't be booked yet. `sameDay`: today's times are given out at the desk.
 */
export const ruleSchema = z.discriminatedUnion("rule", [
  z.object({ rule: z.enum(["attachedOnly", "referral", "horizon", "sameDay"]) }),
  z.object({ rule: z.enum(["tooYoung", "tooOld"]), age: z.int().nonnegative() }),
  z.object({ rule: z.literal("otherSex"), sex: z.enum(sexes) }),
  z.object({
    rule: z.enum(["sameSpecialist", "overlap"]),
    visit: dayAndTimeSchema.extend({ service: z.string(), doctor: z.string() }),
  }),
]);
export type BrokenRule = z.infer<typeof ruleSchema>;

export const serviceSchema = z.object({
  id: idSchema,
  /** Nomenclature of medical services, such as `B01.064.001`. */
  code: z.string(),
  name: z.string(),
  payment: z.enum(["free", "paid"]),
  attachedOnly: z.boolean(),
  referralNeeded: z.boolean(),
  doctors: z.int(),
  nearest: dayAndTimeSchema.nullable(),
  /** Why the person whom the visit is for can't book it here, as far as that person is known; null where nothing hinders. */
  closed: ruleSchema.nullable(),
});
export type Service = z.infer<typeof serviceSchema>;

/** One doctor at one branch, with the schedule that is booked there. */
export const doctorSchema = z.object({
  scheduleId: idSchema,
  name: z.string(),
  /** Family name and initials: «Захарова С. С.». */
  shortName: z.string(),
  position: z.string(),
  room: z.string(),
  nearest: dayAndTimeSchema.nullable(),
  /** Last day of an absence that is under way, if the clinic told one. */
  awayUntil: dateSchema.nullable(),
});
export type Doctor = z.infer<typeof doctorSchema>;

/** Why a day can't be booked. `deskOnly`: what is free that day is given out by the desk alone. */
export const dayReasons = ["past", "noReception", "allTaken", "closedToday", "deskOnly"] as const;

export const daySchema = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("free"),
    date: dateSchema,
    from: timeSchema,
    to: timeSchema,
    free: z.int().positive(),
  }),
  z.object({ state: z.literal("dark"), date: dateSchema, reason: z.enum(dayReasons) }),
]);
export type Day = z.infer<typeof daySchema>;

export const timeStates = ["free", "taken", "deskOnly", "past"] as const;
export type TimeState = (typeof timeStates)[number];
export const timeCellSchema = z.object({
  slotId: idSchema,
  time: timeSchema,
  state: z.enum(timeStates),
});
export type TimeCell = z.infer<typeof timeCellSchema>;

/** A free time with all that is needed to book it. */
export const offerSchema = z.object({
  scheduleId: idSchema,
  slotId: idSchema,
  date: dateSchema,
  time: timeSchema,
  doctor: z.string(),
  room: z.string(),
});
export type Offer = z.infer<typeof offerSchema>;

/** The least that the screens need of a signed-in patient. Phones are masked; the numbers stay in the core. */
export const patientViewSchema = z.object({
  /** Initials and family name: «И. И. Петров». */
  name: z.string(),
  phones: z.array(z.object({ index: z.int().nonnegative(), masked: z.string() })),
  attachedOrganizationIds: z.array(idSchema),
});
export type PatientView = z.infer<typeof patientViewSchema>;

/** How the clinic reaches the patient: a number it knows (by index), a new one (ten digits after +7), or none. */
export const phoneChoiceSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("known"), index: z.int().nonnegative() }),
  z.strictObject({ kind: z.literal("new"), digits: z.string().regex(/^\d{10}$/) }),
  z.strictObject({ kind: z.literal("declined") }),
]);
export type PhoneChoice = z.infer<typeof phoneChoiceSchema>;

/**
 * Who agrees: a patient for oneself, a guardian for a child, or somebody for another adult who has asked them to.
 * Each has a wording of its own (152-ФЗ, article 9).
 */
export const consentVariants = ["self", "child", "other"] as const;
export type ConsentVariant = (typeof consentVariants)[number];

/**
 * The agreement as shown. `hash` is SHA-256 (hex) over variant, version, title and paragraphs, and is what is
 * recorded.
 */
export const consentTextSchema = z.object({
  version: z.string(),
  language: languageSchema,
  variant: z.enum(consentVariants),
  title: z.string(),
  paragraphs: z.array(z.string()).min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ConsentText = z.infer<typeof consentTextSchema>;

export const visitStatuses = ["booked", "cancelled", "arrived", "fulfilled", "noshow", "pending"] as const;
export type VisitStatus = (typeof visitStatuses)[number];

/** All the facts of a ticket; what a patient reads around them comes from the locale files. */
export const ticketSchema = z.object({
  visitId: idSchema,
  number: z.string(),
  clinic: z.string(),
  branch: z.string(),
  address: z.string(),
  room: z.string(),
  service: z.object({ code: z.string(), name: z.string() }),
  doctor: z.object({ name: z.string(), position: z.string() }),
  date: dateSchema,
  time: timeSchema,
  patient: z.string(),
  status: z.enum(visitStatuses),
  /** The desk's phone, for cancelling and for questions. */
  phone: z.string(),
  issuedAt: dayAndTimeSchema,
});
export type Ticket = z.infer<typeof ticketSchema>;

/**
 * A visit of the signed-in patient that is still to come. `change`: whether it can be cancelled or moved here.
 * `inDoubt`: an earlier cancel or move has not come to its end yet. `place`: where a move looks for another time;
 * null where this kiosk does not know it.
 */
export const visitSchema = ticketSchema.extend({
  change: z.enum(["open", "inDoubt", "deskOnly"]),
  place: z.object({ branchId: idSchema, serviceId: idSchema, scheduleId: idSchema }).nullable(),
});
export type Visit = z.infer<typeof visitSchema>;

/**
 * Why people must see to what the kiosk began.
 * - `notShown`: the visit (or its cancel, or its move) stands at the central API; nobody knows whether the patient saw it.
 * - `refused`: the central API won't let the kiosk take back what the patient was told has failed.
 * - `torn`: the central API kept a part of a transaction.
 * - `repeated`: tried again and again, and never came to an end.
 * - `oldSlotGone`: a move that the patient wasn't shown can't be moved back: its old time is given away.
 * - `changed`: somebody has gone on working with what the kiosk would take back.
 * An entry that can't be read (damaged, or sealed under another key) is listed as `unreadable`.
 */
export const reviewReasons = ["notShown", "refused", "torn", "repeated", "oldSlotGone", "changed"] as const;
export type ReviewReason = (typeof reviewReasons)[number];

/** What a ticket says before the central API has given the visit an id. */
export const visitFactsSchema = ticketSchema.omit({ visitId: true, status: true, issuedAt: true });
export type VisitFacts = z.infer<typeof visitFactsSchema>;

/** An entry of the desk's list. `facts` are those of the visit as the patient knows it. */
export const reviewItemSchema = z.object({
  id: z.string(),
  /** Null, as `visitId` and `facts`, where the entry is `unreadable`. */
  operation: z.enum(["book", "cancel", "move"]).nullable(),
  reason: z.enum([...reviewReasons, "unreadable"]),
  since: instantSchema,
  visitId: idSchema.nullable(),
  facts: visitFactsSchema.nullable(),
  /** The patient's, masked, where one is known: enough to know the right one by. */
  phone: z.string().nullable(),
});
export type ReviewItem = z.infer<typeof reviewItemSchema>;

export const printerStatuses = [
  "ready",
  "paperNearEnd",
  "paperOut",
  "coverOpen",
  "cutter",
  "jam",
  "overheated",
  "offline",
  "unknown",
] as const;
export type PrinterStatus = (typeof printerStatuses)[number];

/**
 * What a printer tells of a ticket: it came out after all, waits at the mouth of a presenter, was taken from
 * there, or was drawn back.
 */
export const ticketFates = ["printed", "presented", "taken", "retracted"] as const;
export type TicketFateName = (typeof ticketFates)[number];

/** How far the first load has come; `total` is null until the central API has told it. */
export const progressSchema = z.object({
  stage: z.enum(["connecting", "reference", "slots"]),
  done: z.int().nonnegative(),
  total: z.int().nonnegative().nullable(),
});
export type SyncProgress = z.infer<typeof progressSchema>;

/** What the kiosk knows of the central API. `stale.since` is when the stored schedule was last known to be fresh. */
export const centralStateSchema = z.discriminatedUnion("state", [
  z.object({ state: z.literal("online"), freshAt: instantSchema }),
  z.object({ state: z.literal("stale"), since: instantSchema }),
  z.object({ state: z.literal("never"), reachable: z.boolean(), progress: progressSchema.nullable() }),
]);
export type CentralState = z.infer<typeof centralStateSchema>;

/**
 * Whether this kiosk may book at the central API. `untested`: the central API has not yet answered the self-test.
 * `closed`: it does not keep what exact booking needs; schedules are shown all the same.
 */
export const bookingStates = ["open", "closed", "untested"] as const;
export type BookingState = (typeof bookingStates)[number];

/** `closed`: under service. A session that is open goes on; none can be begun. */
export const serviceStates = ["open", "closed"] as const;
export type ServiceState = (typeof serviceStates)[number];

/** `lost`: the window that it was held in is gone. */
export const sessionEndReasons = ["idle", "finished", "cap", "home", "lost"] as const;
export type SessionEndReason = (typeof sessionEndReasons)[number];

/** The one session of the kiosk. `expiring.seconds` is how long «Продлить» stays on the screen. */
export const sessionStateSchema = z.discriminatedUnion("state", [
  z.object({ state: z.literal("none"), endedBy: z.enum(sessionEndReasons).nullable() }),
  z.object({ state: z.literal("open"), id: z.string(), patient: patientViewSchema.nullable() }),
  z.object({
    state: z.literal("expiring"),
    id: z.string(),
    patient: patientViewSchema.nullable(),
    seconds: z.int().positive(),
    reason: z.enum(["idle", "cap"]),
  }),
]);
export type SessionState = z.infer<typeof sessionStateSchema>;

/** Demo mode only: faults that the welcome screen's panel switches on. */
export const demoSwitchesSchema = z.object({
  centralAway: z.boolean(),
  centralSlow: z.boolean(),
  paperOut: z.boolean(),
  coverOpen: z.boolean(),
});
export type DemoSwitches = z.infer<typeof demoSwitchesSchema>;

export const demoInfoSchema = z.object({
  switches: demoSwitchesSchema,
  patients: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(["unified", "old", "temporary"]),
      series: z.string(),
      number: z.string(),
      birthDate: dateSchema,
    }),
  ),
});
export type DemoInfo = z.infer<typeof demoInfoSchema>;

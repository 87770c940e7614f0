import { oc } from "@orpc/contract";
import { z } from "zod";
import {
  dayAndTimeSchema,
  idSchema,
  languageSchema,
  offerSchema,
  phoneChoiceSchema,
  ticketSchema,
  visitSchema,
} from "./domain.ts";
import { errorsOf } from "./errors.ts";
import { emptyObject } from "./nothing.ts";
import { longestEmail } from "./person.ts";

/** A time of a doctor's, with what it is asked for. */
const chosenTime = z.strictObject({
  scheduleId: idSchema,
  slotId: idSchema,
  serviceId: idSchema,
  branchId: idSchema,
  /** When it begins, as the patient saw it: a slot that begins at another time by now is not what was chosen. */
  at: dayAndTimeSchema,
});

/** Visits: checked, booked, listed, cancelled, moved. */
export const booking = {
  /**
   * Whether the clinic's rules let the person whom the visit is for have this time, asked as soon as both are
   * known. `book` and `move` ask again; a central API that is away hinders nothing here.
   */
  check: oc
    .input(
      chosenTime.extend({
        /** The visit that is to be moved there: it doesn't stand in its own way. */
        visitId: idSchema.nullable().default(null),
      }),
    )
    .output(emptyObject)
    .errors(errorsOf("SESSION_ENDED", "NOT_FOUND", "RULE_BROKEN")),
  /**
   * Whether a chosen time can still be had, asked again of the central API while its patient reads on; nothing is
   * held there. `lost`: it can't, and `nearest` holds what can be booked instead. `unknown`: nobody could be asked.
   * It keeps no session open, and is answered from the mirror where it is asked more often than every two seconds.
   */
  watch: oc
    .input(chosenTime)
    .output(
      z.discriminatedUnion("state", [
        z.object({ state: z.enum(["free", "unknown"]) }),
        z.object({ state: z.literal("lost"), nearest: z.array(offerSchema) }),
      ]),
    )
    .errors(errorsOf("SESSION_ENDED")),
  /** Books one slot exactly once. Resolves when the central API holds the visit; the screen that shows it says so by `shown`. */
  book: oc
    .input(
      chosenTime.extend({
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
  /**
   * The screen that tells of this visit's booking, cancel or move has been painted. It says so of that visit alone, and
   * stays true when the patient has left: it belongs to no session.
   */
  shown: oc.input(z.strictObject({ visitId: idSchema })).output(emptyObject),
  /** The visits of the signed-in patient that are still to come, the next one first. Asked of the central API itself. */
  list: oc
    .input(emptyObject)
    .output(z.array(visitSchema))
    .errors(errorsOf("SESSION_ENDED", "NOT_SIGNED_IN", "CENTRAL_AWAY")),
  /** Cancels a visit that `list` or `book` answered in this session, and releases its slot. */
  cancel: oc
    .input(z.strictObject({ visitId: idSchema }))
    .output(emptyObject)
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
    .input(chosenTime.extend({ visitId: idSchema }))
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
  /** The patient refused the agreement. Recorded at the central API, once, when it is proved who they are. */
  refuseConsent: oc
    .input(z.strictObject({ language: languageSchema, hash: z.string() }))
    .output(emptyObject)
    .errors(errorsOf("SESSION_ENDED")),
};

export const ticket = {
  /** The ticket as the printer draws it: a PNG, base64. Only visits booked or listed in this session. */
  preview: oc
    .input(z.strictObject({ visitId: idSchema, language: languageSchema }))
    .output(z.object({ png: z.string(), width: z.int(), height: z.int() }))
    .errors(errorsOf("SESSION_ENDED", "NOT_FOUND")),
  print: oc
    .input(z.strictObject({ visitId: idSchema, language: languageSchema }))
    .output(emptyObject)
    .errors(errorsOf("SESSION_ENDED", "NOT_FOUND", "TICKETS_USED_UP", "PRINTER_NOT_READY", "PRINT_IN_DOUBT")),
  /** What the patient says to "did the ticket come out?". Without an open question nothing happens. */
  cameOut: oc
    .input(z.strictObject({ visitId: idSchema, yes: z.boolean() }))
    .output(emptyObject)
    .errors(errorsOf("SESSION_ENDED", "NOT_FOUND")),
};

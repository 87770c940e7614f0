import { oc } from "@orpc/contract";
import { z } from "zod";
import { emptyObject } from "../base/empty-object.ts";
import { idSchema, languageSchema } from "../base/scalars.ts";
import { errorsOf } from "../errors.ts";
import { longestEmail } from "../mail/email-address.ts";
import { chosenTime } from "../schedules/chosen-time.ts";
import { offerSchema } from "../schedules/schedule.ts";
import { ticketSchema } from "../tickets/ticket.ts";
import { phoneChoiceSchema } from "./phone-choice.ts";

/** Booking a visit: a time is checked, watched, booked and shown. */
export const bookingContract = {
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
        "STAFF_UNRECORDED",
      ),
    ),
  /**
   * The screen that tells of this visit's booking, cancel or move has been painted. It says so of that visit alone, and
   * stays true when the patient has left: it belongs to no session.
   */
  shown: oc.input(z.strictObject({ visitId: idSchema })).output(emptyObject),
  /** The patient refused the agreement. Recorded at the central API, once, when it is proved who they are. */
  refuseConsent: oc
    .input(z.strictObject({ language: languageSchema, hash: z.string() }))
    .output(emptyObject)
    .errors(errorsOf("SESSION_ENDED")),
};

import { oc } from "@orpc/contract";
import { z } from "zod";
import { emptyObject } from "../base/empty-object.ts";
import { idSchema } from "../base/scalars.ts";
import { errorsOf } from "../errors.ts";
import { chosenTime } from "../schedules/chosen-time.ts";
import { ticketSchema } from "../tickets/ticket.ts";
import { visitSchema } from "./visit.ts";

/** Visits that are there already: listed, cancelled, moved. */
export const visitContract = {
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
        "STAFF_UNRECORDED",
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
        "STAFF_UNRECORDED",
      ),
    ),
};

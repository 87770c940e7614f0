import { z } from "zod";
import { emptyObject } from "../base/empty-object.ts";
import { reviewItemSchema } from "../booking/review-item.ts";
import { errorsOf } from "../errors.ts";
import { dateSchema, timeSchema } from "../time/calendar.ts";
import { visitStatuses } from "../visits/visit-facts.ts";
import { forRole } from "./base.ts";

/** What was done about an entry: words to choose from, so that nobody writes a name where it stays. */
export const reviewNotes = [
  "patientTold",
  "visitKept",
  "visitCancelled",
  "bookedAnew",
  "nothingToDo",
] as const;
export type ReviewNote = (typeof reviewNotes)[number];

export const entryIdSchema = z.string().min(1).max(64);

/**
 * What the central API holds of an entry's visit now. `none`: no such visit. `visit`: with the day and time that it has
 * there. `unknown`: nobody could be asked, or nobody knows what to ask for.
 */
export const visitNowSchema = z.discriminatedUnion("state", [
  z.object({ state: z.literal("none") }),
  z.object({
    state: z.literal("visit"),
    status: z.enum(visitStatuses),
    date: dateSchema,
    time: timeSchema,
  }),
  z.object({ state: z.literal("unknown") }),
]);
export type VisitNow = z.infer<typeof visitNowSchema>;

/** Operations that only people can settle. */
export const staffReviewContract = {
  /** The oldest first. */
  list: forRole("receptionist", "look").input(emptyObject).output(z.array(reviewItemSchema)),
  /** Asks the central API itself. */
  now: forRole("receptionist", "look")
    .input(z.strictObject({ entryId: entryIdSchema }))
    .output(visitNowSchema)
    .errors(errorsOf("NOT_FOUND")),
  /** People have seen to it: the entry leaves the list, and what was personal about it is gone. */
  done: forRole("receptionist", "change")
    .input(z.strictObject({ entryId: entryIdSchema, note: z.enum(reviewNotes) }))
    .output(emptyObject)
    .errors(errorsOf("NOT_FOUND")),
};

import { z } from "zod";
import { idSchema } from "../base/scalars.ts";
import { instantSchema } from "../time/calendar.ts";
import { visitFactsSchema } from "../visits/visit-facts.ts";

/**
 * Why people must see to what the kiosk began.
 * - `notShown`: the visit (or its cancel, or its move) stands at the central API; nobody knows whether the patient saw it.
 * - `refused`: the central API won't let the kiosk take back what the patient was told has failed.
 * - `partialCommit`: the central API kept a part of a transaction.
 * - `repeated`: tried again and again, and never came to an end.
 * - `oldSlotGone`: a move that the patient wasn't shown can't be moved back: its old time is given away.
 * - `changed`: somebody has gone on working with what the kiosk would take back.
 * An entry that can't be read (damaged, or sealed under another key) is listed as `unreadable`.
 */
export const reviewReasons = [
  "notShown",
  "refused",
  "partialCommit",
  "repeated",
  "oldSlotGone",
  "changed",
] as const;
export type ReviewReason = (typeof reviewReasons)[number];

/** An entry of the review list. `facts` are those of the visit as the patient knows it. */
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

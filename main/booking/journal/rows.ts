import { z } from "zod";
import { reviewReasons } from "#contract/booking/review-item.ts";
import { operationKinds } from "#contract/central/booking-protocol.ts";
import { outcomes, type Phase } from "../machine.ts";

/** An operation as it is stored. `detail` says why people must settle it, or how it was settled. */
export const rowSchema = z.object({
  key: z.string(),
  kind: z.enum(operationKinds),
  state: z.enum(["intended", "sending", "fencing", "showing", "review", "settled"]),
  detail: z.string().nullable(),
  created_at: z.int(),
  changed_at: z.int(),
  payload: z.instanceof(Buffer).nullable(),
});
export type Row = z.infer<typeof rowSchema>;

/** The key of a row that perhaps can't be read otherwise. */
export const keyOf = (row: unknown): unknown =>
  typeof row === "object" && row !== null && "key" in row ? row.key : undefined;

export function detailOf(phase: Phase): string | null {
  if (phase.state === "review") return phase.reason;
  return phase.state === "settled" ? phase.outcome : null;
}

export function phaseOf({ state, detail }: Row): Phase {
  switch (state) {
    case "review":
      return { state, reason: z.enum(reviewReasons).parse(detail) };
    case "settled":
      return { state, outcome: z.enum(outcomes).parse(detail) };
    default:
      return { state };
  }
}

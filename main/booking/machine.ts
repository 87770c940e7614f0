import { unreachable } from "#contract/base/result.ts";
import type { ReviewReason } from "#contract/booking/review-item.ts";

/**
 * The life of one operation (a booking, a cancel, a move), as journaled. docs/exactly-once.md tells what is true
 * in each state and what a restart does.
 * - `intended`: the patient asked for it; nothing has been sent.
 * - `sending`: something was sent, or is about to be; the patient waits.
 * - `fencing`: the patient was told that it failed. All that is still done is to make that true.
 * - `showing`: the central API holds it, and the patient is being told. The kiosk never takes it back from here on.
 * - `review`: people must look; nothing is done by itself.
 * - `settled`: over. Nothing personal is left of it.
 */
export type Phase =
  | { readonly state: "intended" | "sending" | "fencing" | "showing" }
  | { readonly state: "review"; readonly reason: ReviewReason }
  | { readonly state: "settled"; readonly outcome: Outcome };
export type PhaseState = Phase["state"];

/**
 * - `shown`: the central API holds it and the patient saw it.
 * - `none`: the central API never kept anything of it, and never will.
 * - `undone`: the central API kept it, and it was taken back.
 * - `byReception`: people have seen to it.
 */
export const outcomes = ["shown", "none", "undone", "byReception"] as const;
type Outcome = (typeof outcomes)[number];

/**
 * - `sent`: an attempt is about to leave.
 * - `committed`: the central API holds the operation, and the patient still waits.
 * - `failed`: for certain, nothing of it is at the central API, and nothing will be.
 * - `gaveUp`: the patient is told that it failed, which isn't certain yet.
 * - `fencedOff`, `undone`: the fence has made it certain.
 * - `stuck`: people must see to it.
 * - `acknowledged`: the screen was painted. `left`: the session ended before it was.
 * - `restarted`: the program starts, and finds the operation as it was left.
 * - `done`: people have seen to it.
 */
export type OperationEvent =
  | {
      readonly event:
        | "sent"
        | "committed"
        | "failed"
        | "gaveUp"
        | "fencedOff"
        | "undone"
        | "acknowledged"
        | "left"
        | "restarted"
        | "done";
    }
  | { readonly event: "stuck"; readonly reason: ReviewReason };
export type EventName = OperationEvent["event"];

const settled = (outcome: Outcome): Phase => ({ state: "settled", outcome });
const review = (reason: ReviewReason): Phase => ({ state: "review", reason });
const fencing: Phase = { state: "fencing" };

/** The state after an event; null where that event can't be: whoever brings it has a bug. */
export function next(phase: Phase, happened: OperationEvent): Phase | null {
  switch (phase.state) {
    case "intended":
      return afterIntended(happened);
    case "sending":
      return afterSending(happened);
    case "fencing":
      return afterFencing(happened);
    case "showing":
      return afterShowing(happened);
    case "review":
      return afterReview(phase, happened);
    case "settled":
      // What is over stays over: a late acknowledgement or a second start changes nothing.
      return happened.event === "acknowledged" || happened.event === "restarted" ? phase : null;
    default:
      return unreachable(phase);
  }
}

function afterIntended({ event }: OperationEvent): Phase | null {
  switch (event) {
    case "sent":
      return { state: "sending" };
    case "failed":
    case "gaveUp":
    case "restarted":
      // An attempt is journaled before it leaves: without one, nothing has left.
      return settled("none");
    default:
      return null;
  }
}

function afterSending({ event }: OperationEvent): Phase | null {
  switch (event) {
    case "sent":
      return { state: "sending" };
    case "committed":
      return { state: "showing" };
    case "failed":
      return settled("none");
    case "gaveUp":
    case "restarted":
      return fencing;
    default:
      return null;
  }
}

function afterFencing(happened: OperationEvent): Phase | null {
  switch (happened.event) {
    case "fencedOff":
      return settled("none");
    case "undone":
      return settled("undone");
    case "stuck":
      return review(happened.reason);
    case "restarted":
      return fencing;
    default:
      return null;
  }
}

function afterShowing({ event }: OperationEvent): Phase | null {
  switch (event) {
    case "acknowledged":
      return settled("shown");
    case "left":
    case "restarted":
      return review("notShown");
    default:
      return null;
  }
}

function afterReview(phase: Phase & { state: "review" }, { event }: OperationEvent): Phase | null {
  switch (event) {
    case "done":
      return settled("byReception");
    case "acknowledged":
      // The screen was painted after all, and its word came late.
      return phase.reason === "notShown" ? settled("shown") : phase;
    case "restarted":
      return phase;
    default:
      return null;
  }
}

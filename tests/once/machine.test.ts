import { describe, expect, test } from "vitest";
import { reviewReasons } from "#contract/booking/review-item.ts";
import { type EventName, next, type OperationEvent, outcomes, type Phase } from "#main/booking/machine.ts";

const events: readonly OperationEvent[] = [
  { event: "sent" },
  { event: "committed" },
  { event: "failed" },
  { event: "gaveUp" },
  { event: "fencedOff" },
  { event: "undone" },
  { event: "stuck", reason: "partialCommit" },
  { event: "acknowledged" },
  { event: "left" },
  { event: "restarted" },
  { event: "done" },
];

/** A state in short: `settled none`, `review partialCommit`, `fencing`. */
const short = (phase: Phase | null): string => {
  if (phase === null) return "-";
  if (phase.state === "review") return `review ${phase.reason}`;
  return phase.state === "settled" ? `settled ${phase.outcome}` : phase.state;
};

/** Every state × every event; what isn't named can't happen. */
const table: readonly { from: Phase; to: Partial<Record<EventName, string>> }[] = [
  {
    from: { state: "intended" },
    to: { sent: "sending", failed: "settled none", gaveUp: "settled none", restarted: "settled none" },
  },
  {
    from: { state: "sending" },
    to: {
      sent: "sending",
      committed: "showing",
      failed: "settled none",
      gaveUp: "fencing",
      restarted: "fencing",
    },
  },
  {
    from: { state: "fencing" },
    to: {
      fencedOff: "settled none",
      undone: "settled undone",
      stuck: "review partialCommit",
      restarted: "fencing",
    },
  },
  {
    from: { state: "showing" },
    to: { acknowledged: "settled shown", left: "review notShown", restarted: "review notShown" },
  },
  ...reviewReasons.map((reason) => ({
    from: { state: "review", reason } as const,
    to: {
      done: "settled byReception",
      acknowledged: reason === "notShown" ? "settled shown" : `review ${reason}`,
      restarted: `review ${reason}`,
    },
  })),
  ...outcomes.map((outcome) => ({
    from: { state: "settled", outcome } as const,
    to: { acknowledged: `settled ${outcome}`, restarted: `settled ${outcome}` },
  })),
];

describe.each(table)("an operation that is $from", ({ from, to }) => {
  test.each(events)("and then $event", (happened) => {
    expect(short(next(from, happened))).toBe(to[happened.event] ?? "-");
  });
});

test("what is being shown is never taken back by the kiosk itself, whatever happens", () => {
  const reached = new Set<string>();
  const walk = (phase: Phase): void => {
    if (reached.has(short(phase))) return;
    reached.add(short(phase));
    for (const happened of events) {
      const then = next(phase, happened);
      if (then) walk(then);
    }
  };
  walk({ state: "showing" });
  expect([...reached].sort()).toEqual(["review notShown", "settled byReception", "settled shown", "showing"]);
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isOver, type JobState, jobStates, mayFollow } from "#main/tickets/journal/index.ts";
import { createPrintQueue } from "#main/tickets/queue/index.ts";
import type { Printer, PrintOutcome, TicketFate } from "#printer/index.ts";
import { someTicket } from "#tests/printer/some-ticket.ts";
import { countingIds } from "#tests/support/ids.ts";
import { during } from "./device-at.ts";
import { layoutOf, withQueue } from "./queue-at.ts";

// Beside each state those that may follow it: 1 stands for the state at that place in this same order.
const table: readonly (readonly [JobState, string])[] = [
  ["queued", "010000111000"],
  ["preflight", "011000111000"],
  ["sending", "010111111000"],
  ["sent", "000011000100"],
  ["confirmed", "000000000111"],
  ["unconfirmed", "000010000111"],
  ["failedClean", "000000000000"],
  ["cancelled", "000000000000"],
  ["expired", "000000000000"],
  ["presented", "000000000011"],
  ["taken", "000000000000"],
  ["retracted", "000000000000"],
];

describe("the print machine", () => {
  it("has a row for every state", () => {
    expect(table.map(([state]) => state)).toEqual(jobStates);
  });

  const pairs = table.flatMap(([from, row]) =>
    table.map(([to], place) => [from, to, row[place] === "1"] as const),
  );
  it.each(pairs)("%s → %s: %s", (from, to, may) => {
    expect(mayFollow(from, to)).toBe(may);
  });

  it("has no state that is neither over nor goes on to one that is", () => {
    for (const state of jobStates) {
      const ends = jobStates.some((to) => isOver(to) && mayFollow(state, to));
      expect(isOver(state) || ends, state).toBe(true);
    }
  });
});

const statuses = ["ready", "unknown", "offline", "paperOut", "coverOpen"] as const;
/** One try of a printer: how far it got, how long that took, how it ended; a fate that comes by itself before. */
const tryOf = fc.record({
  began: fc.boolean(),
  wrote: fc.constantFrom("nothing", "part", "whole"),
  fate: fc.constantFrom<TicketFate["fate"] | null>(null, "printed", "presented", "taken", "retracted"),
  took: fc.constantFrom(0, 500, 4 * 60_000),
  outcome: fc.oneof(
    fc.constant<PrintOutcome>({ kind: "printed" }),
    fc.constantFrom(...statuses).map((status): PrintOutcome => ({ kind: "refused", status })),
    fc.constantFrom(...statuses).map((status): PrintOutcome => ({ kind: "unknown", status })),
  ),
});
const walkOf = fc.record({
  tries: fc.array(tryOf, { minLength: 1, maxLength: 4 }),
  leavesAfter: fc.constantFrom(null, 0, 100, 600),
  says: fc.constantFrom(null, true, false),
  late: fc.array(fc.constantFrom<TicketFate["fate"]>("printed", "presented", "taken", "retracted"), {
    maxLength: 3,
  }),
});

describe("whatever a printer does, in whatever order", () => {
  it("a job ends in a state that is over, and no step of it is refused by the machine", () =>
    fc.assert(
      fc.asyncProperty(walkOf, async ({ tries, leavesAfter, says, late }) => {
        await withQueue(async (at) => {
          let turn = 0;
          let tell: (fate: TicketFate) => void = () => undefined;
          const printer: Printer = {
            ...at.printer,
            onFate(listener) {
              tell = listener;
              return () => undefined;
            },
            print: (job, steps) =>
              new Promise((resolve) => {
                const now = tries[turn++ % tries.length];
                if (!now) throw new Error("no try");
                at.clock.after(now.took, () => {
                  const begun = now.began && steps?.begin() === true;
                  // A real printer proves, doubts or refuses in keeping with what it was given.
                  if (!begun) return resolve({ kind: "refused", status: "offline" });
                  if (now.wrote !== "nothing")
                    steps?.wrote(now.wrote === "whole" ? 9 : 4, now.wrote === "whole");
                  if (now.fate) tell({ job: job.id, fate: now.fate });
                  resolve(now.outcome);
                });
              }),
          };
          const queue = createPrintQueue({ ...at, printer, ids: countingIds() });
          const ticket = someTicket();
          if (leavesAfter !== null) at.clock.after(leavesAfter, () => queue.sessionEnded());
          const asked = queue.print({ ticket, layout: (copy) => layoutOf(ticket, copy) });
          await during(at.clock, asked, 20 * 60_000);
          if (says !== null) queue.cameOut(ticket, says);
          const job = at.journal.lastOf(ticket);
          for (const fate of late) tell({ job: job?.id ?? "", fate });
          expect(isOver(at.journal.lastOf(ticket)?.state ?? "queued")).toBe(true);
          expect(at.log.of("tickets.journal-unwritable")).toEqual([]);
        });
      }),
      { numRuns: 60 },
    ));
});

it("begun, nothing written, and then too late: expired, and its next ticket is no copy", () =>
  withQueue(async (at) => {
    let tries = 0;
    const printer: Printer = {
      ...at.printer,
      print: (job, steps) =>
        ++tries > 1
          ? at.printer.print(job, steps)
          : new Promise((resolve) => {
              steps?.begin();
              at.clock.after(4 * 60_000, () => resolve({ kind: "refused", status: "offline" }));
            }),
    };
    const queue = createPrintQueue({ ...at, printer, ids: countingIds() });
    const ticket = someTicket();
    const asked = queue.print({ ticket, layout: (copy) => layoutOf(ticket, copy) });
    expect((await during(at.clock, asked, 10 * 60_000)).kind).toBe("refused");
    expect(at.state()).toBe("expired");
    await during(at.clock, queue.print({ ticket, layout: (copy) => layoutOf(ticket, copy) }));
    expect(at.tray()).toEqual(["ticket"]);
  }));

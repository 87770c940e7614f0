import { afterEach, beforeEach } from "vitest";
import type { BookResult } from "#contract/central/booking-protocol.ts";
import { carryOut } from "#main/booking/attempt.ts";
import { bookSlot } from "#sync/fhir/booking/book.ts";
import { OneSlotCentral } from "./one-slot-central.ts";
import { type Bench, key, openBench, patience, request, throughTurns } from "./operations.ts";

/** A booking that was entered at a central API of one slot, made anew for each test of the file. */
export type EnteredBooking = {
  demoCentral: OneSlotCentral;
  bench: Bench;
  /** Runs the booking to its end, however long it waits between its questions. */
  book(left?: AbortController): Promise<BookResult>;
  /** Its state in the journal. */
  phase(): string;
};

export function enteredBooking(): EnteredBooking {
  let closers: (() => unknown)[] = [];
  const at: EnteredBooking = {
    ...({} as Pick<EnteredBooking, "demoCentral" | "bench">),
    async book(left = new AbortController()) {
      const { clock, journal, log } = at.bench;
      const { central } = at.demoCentral;
      const parts = { central, clock, log, journal, patience, left: left.signal };
      const note = (marks: Parameters<typeof journal.sending>[1]) => journal.sending(key, marks);
      return throughTurns(clock, carryOut(key, bookSlot(request, { ...parts, note }), parts));
    },
    phase: () => at.bench.journal.get(key)?.phase.state ?? "settled",
  };
  beforeEach(() => {
    at.demoCentral = new OneSlotCentral();
    at.bench = openBench(at.demoCentral, (close) => closers.push(close));
    at.bench.enter();
  });
  afterEach(async () => {
    for (const close of closers.reverse()) await close();
    closers = [];
  });
  return at;
}

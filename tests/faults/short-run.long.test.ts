import { expect, test } from "vitest";
import { runMany } from "./run-many.ts";

/** A few plans that have proven eventful. `npm run faults` plays as many others as one likes. */
const seed = 1000;
const runs = 8;

test("faults, kills, patients and a reception at once: every promise holds when all has settled", {
  timeout: 600_000,
}, async () => {
  const { failures, counts, ...outcome } = await runMany({ runs, seed, jobs: 2, shrink: false });
  expect(failures.map(({ error, ...how }) => ({ error, ...how }))).toEqual([]);
  expect(outcome.runs).toBe(runs);
  // Plans in which nothing happens would prove nothing.
  expect(counts.get("visits: book")).toBeGreaterThan(0);
  expect(counts.under("kill: ").length).toBeGreaterThan(0);
  expect(counts.under("line: transaction ").length).toBeGreaterThan(0);
});

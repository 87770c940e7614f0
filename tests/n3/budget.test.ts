import { expect, test } from "vitest";
import { createBudget, type Urgency } from "#sync/n3/budget.ts";
import { hubSettingsSchema } from "#sync/n3/settings.ts";
import { fakeClock, turn } from "#tests/support/fake-clock.ts";

const never = new AbortController().signal;

function openBudget(settings: Record<string, number> = {}) {
  const clock = fakeClock();
  const { budget: parsed } = hubSettingsSchema.parse({ url: "http://hub", guidFile: "g", budget: settings });
  const budget = createBudget(parsed, clock);
  const left: { urgency: Urgency; clinic: number | null; at: number }[] = [];
  /** Asks; the answer comes at once, or after `ms`. */
  const ask = (urgency: Urgency, clinic: number | null = null, ms = 0) =>
    budget.run({ urgency, clinic }, never, async () => {
      left.push({ urgency, clinic, at: clock.monotonic() });
      if (ms > 0) await new Promise<void>((resolve) => clock.after(ms, resolve));
      return "answer";
    });
  return { clock, budget, left, ask };
}

test("no more leave in any ten seconds than the rate allows, whatever is asked for", async () => {
  const { clock, left, ask } = openBudget({ perSecond: 5 });
  for (let clinic = 0; clinic < 300; clinic++) void ask("poll", clinic);
  await clock.pass(60_000);
  expect(left.length).toBe(300);
  for (let from = 0; from < 60_000; from += 500) {
    const within = left.filter(({ at }) => at >= from && at < from + 10_000).length;
    expect(within).toBeLessThanOrEqual(5 + 50);
  }
  expect(left.at(-1)?.at).toBeGreaterThanOrEqual(59_000);
});

test("a patient's question goes before all polls that wait", async () => {
  const { clock, left, ask } = openBudget({ perSecond: 1 });
  for (let clinic = 0; clinic < 10; clinic++) void ask("poll", clinic);
  await turn();
  void ask("patient", 3);
  await clock.pass(1000);
  expect(left.map(({ urgency }) => urgency)).toEqual(["poll", "patient"]);
});

test("a clinic that is slow holds up no other; its own polls go one at a time", async () => {
  const { clock, left, ask } = openBudget({ perSecond: 100 });
  void ask("poll", 1, 10_000);
  void ask("poll", 1);
  void ask("poll", 2);
  await clock.pass(5000);
  expect(left.map(({ clinic }) => clinic)).toEqual([1, 2]);
  void ask("patient", 1);
  await turn();
  expect(left.length).toBe(3);
  await clock.pass(6000);
  expect(left.map(({ clinic }) => clinic)).toEqual([1, 2, 1, 1]);
});

test("the day's requests are kept, with a share for patients, and begin anew after 24 hours", async () => {
  const { clock, left, budget, ask } = openBudget({ perSecond: 1000, perDay: 100, forPatients: 0.1 });
  const kinds: string[] = [];
  for (let at = 0; at < 120; at++) {
    const asked = ask("poll");
    await clock.pass(10);
    kinds.push((await asked).kind);
  }
  expect(kinds.filter((kind) => kind === "sent").length).toBe(90);
  const patients = [];
  for (let at = 0; at < 12; at++) patients.push((await ask("patient")).kind);
  expect(patients.filter((kind) => kind === "sent").length).toBe(10);
  expect(budget.spent()).toBe(100);
  expect(left.length).toBe(100);
  // The wall clock moves nothing.
  clock.setWall(clock.now() + 30 * 24 * 3600 * 1000);
  expect((await ask("patient")).kind).toBe("spent");
  await clock.pass(24 * 3600 * 1000);
  expect((await ask("poll")).kind).toBe("sent");
  expect(budget.spent()).toBe(1);
});

test("whoever doesn't wait any more takes no turn", async () => {
  const { clock, budget, left, ask } = openBudget({ perSecond: 1 });
  void ask("poll");
  await turn();
  const gone = new AbortController();
  const outcome = budget.run({ urgency: "patient", clinic: null }, gone.signal, () => Promise.resolve(1));
  gone.abort();
  expect(await outcome).toEqual({ kind: "givenUp" });
  void ask("poll");
  await clock.pass(1000);
  expect(left.length).toBe(2);
  expect(budget.spent()).toBe(2);
});

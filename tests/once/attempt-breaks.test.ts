import { describe, expect, test } from "vitest";
import { createOperations } from "#main/booking/operations.ts";
import { startPatience } from "#main/booking/patience.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";
import { keptLog } from "#tests/support/log.ts";

/** The operations of a kiosk whose journal and settler only write down what they are told. */
function openOperations() {
  const told: string[] = [];
  const operations = createOperations({
    journal: { open: ({ key, kind }) => void told.push(`open ${kind} ${key}`) },
    settler: { abandon: (key) => void told.push(`abandon ${key}`), wake: () => void told.push("wake") },
    showing: { begin: () => undefined, acknowledged: (visitId) => void told.push(`seen ${visitId}`) },
    rules: { forget: () => undefined },
    conformance: { whenKnown: async () => "open", onPartialCommit: () => undefined },
    ids: { key: () => "k1" },
    log: keptLog(),
  });
  const intent = {
    kind: "cancel",
    slots: [],
    payload: { phone: null, facts: {} as never, visitId: "v1" },
    patient: { id: "p1" } as never,
    left: new AbortController().signal,
    patience: startPatience(fakeClock(0), 5000),
  } as const;
  return { told, run: <T>(attempt: () => Promise<T>) => operations.run(intent, attempt) };
}

describe("an attempt that breaks by a fault of the program", () => {
  test.each<[string, () => Promise<never>]>([
    [
      "at once",
      () => {
        throw new Error("broken");
      },
    ],
    ["while it runs", () => Promise.reject(new Error("broken"))],
  ])("%s is left to the settler, once it was journaled", async (_when, attempt) => {
    const { told, run } = openOperations();
    await expect(run(attempt)).rejects.toThrow("broken");
    expect(told).toEqual(["seen v1", "open cancel k1", "abandon k1"]);
  });
});

test("an attempt that has ended wakes the settler, whatever came of it", async () => {
  const { told, run } = openOperations();
  expect(await run(async () => "unknown")).toEqual({ key: "k1", result: "unknown" });
  expect(told).toEqual(["seen v1", "open cancel k1", "wake"]);
});

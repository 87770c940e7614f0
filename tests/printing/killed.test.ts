import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { systemClock } from "#main/time/clock.ts";
import { waitFor, withCleanUp } from "#tests/support/kiosk.ts";
import { createMachine, type Machine } from "./fakes/escpos-machine.ts";
import { tcpLine } from "./fakes/real-lines.ts";

const answerSchema = z.union([
  z.object({ ready: z.array(z.string().nullable()), review: z.int() }),
  z.object({ outcome: z.string() }),
]);
type Answer = z.infer<typeof answerSchema>;

type Kiosk = {
  readonly left: readonly (string | null)[];
  /** Entries of the review list. */
  readonly review: number;
  /** Null when it died over it. */
  print(visitId: string, patient: string): Promise<string | null>;
  kill(): void;
};

const [visit, otherVisit] = ["visit-of-the-first", "visit-of-the-second"];

/** Starts a queue in a process of its own; `dieAt` is the state at whose record it kills itself. */
async function start(
  at: { journalFile: string; port: number },
  later: (close: () => unknown) => void,
  dieAt: string | null = null,
): Promise<Kiosk> {
  const child: ChildProcess = fork(join(import.meta.dirname, "fakes/queue-process.ts"), [], {
    env: {
      ...process.env,
      QUEUE_PROCESS: JSON.stringify({ ...at, dieAt, visits: [visit, otherVisit] }),
    },
  });
  later(() => child.kill("SIGKILL"));
  const next = (): Promise<Answer | null> =>
    new Promise((resolve) => {
      child.once("message", (message) => resolve(answerSchema.parse(message)));
      child.once("exit", () => resolve(null));
    });
  const ready = await next();
  if (!ready || !("ready" in ready)) throw new Error("the queue's process did not start");
  return {
    left: ready.ready,
    review: ready.review,
    async print(visitId, patient) {
      const answer = next();
      child.send({ print: visitId, patient });
      const got = await answer;
      return got && "outcome" in got ? got.outcome : null;
    },
    kill: () => void child.kill("SIGKILL"),
  };
}

const tray = (machine: Machine) =>
  machine.tickets.map(({ text }) => (text.includes("КОПИЯ") ? "copy" : "ticket"));

const withPrinter = (
  work: (at: {
    machine: Machine;
    journalFile: string;
    port: number;
    later: (close: () => unknown) => void;
  }) => Promise<void>,
  knows: Parameters<typeof createMachine>[1] = {},
): Promise<void> =>
  withCleanUp(async (later) => {
    const home = mkdtempSync(join(tmpdir(), "infomat-killed-"));
    later(() => rmSync(home, { recursive: true, force: true }));
    const machine = createMachine(systemClock, knows);
    const line = await tcpLine(machine, later);
    const port = Number(line.transport.name.split(":").at(-1));
    await work({ machine, journalFile: join(home, "print.sqlite"), port, later });
  });

// Each test starts several processes.
vi.setConfig({ testTimeout: 60_000 });

describe("killed as soon as its record says", () => {
  it.each([
    // state, what the next start makes of it, what the dead one left in the tray, what a new request adds
    ["queued", "cancelled", [], "ticket", {}],
    ["preflight", "cancelled", [], "ticket", {}],
    ["sending", "unconfirmed", [], "copy", {}],
    ["sent", "unconfirmed", ["ticket"], "copy", {}],
    ["confirmed", "confirmed", ["ticket"], "copy", {}],
    ["unconfirmed", "unconfirmed", ["ticket"], "copy", { gsH: false, gsR: false }],
  ] as const)("%s: found as %s, and nothing is printed by itself", (state, found, left, adds, knows) =>
    withPrinter(async ({ machine, later, ...at }) => {
      const dying = await start(at, later, state);
      expect(await dying.print(visit, "Петров И. И.")).toBeNull();
      await waitFor(() => machine.tickets.length === left.length);

      const next = await start(at, later);
      expect(next.left[0]).toBe(found);
      expect(next.review).toBe(found === "unconfirmed" ? 1 : 0);
      // Another patient comes first: whatever was begun for the one before must not come out now.
      expect(await next.print(otherVisit, "Сидорова А. А.")).not.toBeNull();
      await waitFor(() => machine.tickets.length === left.length + 1);
      expect(machine.tickets.at(-1)?.text).toContain("Сидорова А. А.");
      expect(machine.tickets.at(-1)?.text).not.toContain("Петров И. И.");

      expect(await next.print(visit, "Петров И. И.")).not.toBeNull();
      await waitFor(() => machine.tickets.length === left.length + 2);
      expect(tray(machine)).toEqual([...left, "ticket", adds]);
      expect(
        machine.tickets.filter(({ text }) => text.includes("Петров") && !text.includes("КОПИЯ")).length,
      ).toBeLessThanOrEqual(1);
    }, knows),
  );
});

describe("killed in the middle of a ticket", () => {
  it("while the printer has half of it: found as unconfirmed, a new request is a copy", () =>
    withPrinter(async ({ machine, later, ...at }) => {
      machine.setAfterLines(4, { paper: "out" });
      const dying = await start(at, later);
      const printing = dying.print(visit, "Петров И. И.");
      await waitFor(() => machine.state.paper === "out");
      dying.kill();
      expect(await printing).toBeNull();

      const next = await start(at, later);
      expect(["unconfirmed"]).toContain(next.left[0]);
      machine.set({ paper: "enough" });
      await waitFor(() => machine.tickets.length === 1);
      expect(await next.print(visit, "Петров И. И.")).toBe("printed");
      expect(tray(machine)).toEqual(["ticket", "copy"]);
    }));

  it("again and again: never two tickets of a visit without the word КОПИЯ", () =>
    withPrinter(async ({ machine, later, ...at }) => {
      for (const state of ["sending", "preflight", "sent", "confirmed"]) {
        const dying = await start(at, later, state);
        expect(await dying.print(visit, "Петров И. И.")).toBeNull();
      }
      expect(tray(machine).filter((one) => one === "ticket").length).toBeLessThanOrEqual(1);
    }));
});

import { describe, expect, it } from "vitest";
import type { MachineState } from "./fakes/escpos-status.ts";
import { type QueueAt, withQueue } from "./queue-at.ts";

/** How each fault is made and mended. */
const faults: Readonly<Record<string, readonly [Partial<MachineState>, Partial<MachineState>]>> = {
  "paper near end": [{ paper: "nearEnd" }, { paper: "enough" }],
  "paper out": [{ paper: "out" }, { paper: "enough" }],
  "cover open": [{ cover: true }, { cover: false }],
  "cutter stuck": [{ cutter: true }, { cutter: false }],
  "paper jam": [{ jam: true }, { jam: false }],
  overheated: [{ hot: true }, { hot: false }],
  "taken offline": [{ offline: true }, { offline: false }],
  "switched off": [{ power: false }, { power: true }],
  silent: [{ silent: true }, { silent: false }],
};

/** What the screen is told: the code of the answer with the status that its text is chosen by. */
const screenOf = (outcome: Awaited<ReturnType<QueueAt["ask"]>>): string => {
  switch (outcome.kind) {
    case "printed":
      return "printed";
    case "refused":
      return `PRINTER_NOT_READY ${outcome.status}`;
    case "unknown":
      return `PRINT_IN_DOUBT ${outcome.status}`;
    case "cancelled":
      return "SESSION_ENDED";
  }
};

/**
 * Fault; then what the screen says, where the job stands, what lies in the tray; then the same after the fault
 * was mended and a minute has passed, without anyone asking again.
 */
type Row = readonly [
  fault: string,
  screen: string,
  queue: string,
  tray: readonly string[],
  queueAfter: string,
  trayAfter: readonly string[],
];

const before: readonly Row[] = [
  ["paper near end", "printed", "confirmed", ["ticket"], "confirmed", ["ticket"]],
  ["paper out", "PRINTER_NOT_READY paperOut", "failedClean", [], "failedClean", []],
  ["cover open", "PRINTER_NOT_READY coverOpen", "failedClean", [], "failedClean", []],
  ["cutter stuck", "PRINTER_NOT_READY cutter", "failedClean", [], "failedClean", []],
  ["paper jam", "PRINTER_NOT_READY jam", "failedClean", [], "failedClean", []],
  ["overheated", "PRINTER_NOT_READY overheated", "failedClean", [], "failedClean", []],
  ["taken offline", "PRINTER_NOT_READY offline", "failedClean", [], "failedClean", []],
  ["switched off", "PRINTER_NOT_READY offline", "failedClean", [], "failedClean", []],
  ["silent", "PRINTER_NOT_READY offline", "failedClean", [], "failedClean", []],
];

// A printer that stops goes on from its own memory: the proof comes late, and no second ticket is needed.
const during: readonly Row[] = [
  ["paper near end", "printed", "confirmed", ["ticket"], "confirmed", ["ticket"]],
  ["paper out", "PRINT_IN_DOUBT paperOut", "unconfirmed", [], "confirmed", ["ticket"]],
  ["cover open", "PRINT_IN_DOUBT coverOpen", "unconfirmed", [], "confirmed", ["ticket"]],
  ["cutter stuck", "PRINT_IN_DOUBT cutter", "unconfirmed", [], "confirmed", ["ticket"]],
  ["paper jam", "PRINT_IN_DOUBT jam", "unconfirmed", [], "confirmed", ["ticket"]],
  ["overheated", "PRINT_IN_DOUBT overheated", "unconfirmed", [], "confirmed", ["ticket"]],
  ["taken offline", "PRINT_IN_DOUBT offline", "unconfirmed", [], "confirmed", ["ticket"]],
  ["switched off", "PRINT_IN_DOUBT offline", "unconfirmed", [], "unconfirmed", []],
  ["silent", "PRINT_IN_DOUBT offline", "unconfirmed", ["ticket"], "unconfirmed", ["ticket"]],
];

const after: readonly Row[] = Object.keys(faults).map(
  (fault): Row => [fault, "printed", "confirmed", ["ticket"], "confirmed", ["ticket"]],
);

const change = (fault: string): readonly [Partial<MachineState>, Partial<MachineState>] => {
  const found = faults[fault];
  if (!found) throw new Error(`no such fault: ${fault}`);
  return found;
};

async function row(
  at: QueueAt,
  [fault, ...wanted]: Row,
  moment: "before" | "during" | "after",
): Promise<void> {
  const [set, mend] = change(fault);
  if (moment === "before") at.machine.set(set);
  if (moment === "during") at.machine.setAfterLines(5, set);
  const outcome = await at.ask();
  if (moment === "after") {
    at.machine.set(set);
    await at.clock.pass(5000);
  }
  const [state, tray] = [at.state(), at.tray()];
  at.machine.set(mend);
  await at.clock.pass(60_000);
  expect([screenOf(outcome), state, tray, at.state(), at.tray()]).toEqual(wanted);
  expect(at.printer.status()).toBe("ready");
}

describe("before the ticket", () => {
  it.each(before)("%s: the screen says %s, the queue %s", (...wanted) =>
    withQueue(async (at) => {
      await row(at, wanted, "before");
      // Nothing has left: the next ticket is the first, and no copy.
      if (wanted[1] !== "printed") expect(screenOf(await at.ask())).toBe("printed");
      expect(at.tray()).toEqual(["ticket"]);
    }),
  );
});

describe("in the middle of the ticket", () => {
  it.each(during)("%s: the screen says %s, the queue %s", (...wanted) =>
    withQueue(async (at) => {
      await row(at, wanted, "during");
      // Whoever asks again gets a copy that says so.
      expect(screenOf(await at.ask())).toBe("printed");
      expect(at.tray().at(-1)).toBe("copy");
      expect(at.tray().filter((one) => one === "ticket").length).toBeLessThanOrEqual(1);
    }),
  );
});

describe("after the ticket", () => {
  it.each(after)("%s: the screen says %s, the queue %s", (...wanted) =>
    withQueue((at) => row(at, wanted, "after")),
  );
});

describe("the line", () => {
  it("is gone before the ticket and doesn't come back: tried three times, then refused, nothing written", () =>
    withQueue(async (at) => {
      at.line.refuses("notFound");
      at.line.unplug();
      await at.clock.pass(1000);
      expect(screenOf(await at.ask())).toBe("PRINTER_NOT_READY offline");
      expect(at.state()).toBe("failedClean");
    }));

  it("is known to be gone: the patient is told within two seconds, not after three tries", () =>
    withQueue(async (at) => {
      at.line.refuses("notFound");
      at.line.unplug();
      await at.clock.pass(10_000);
      const before = at.clock.monotonic();
      expect(screenOf(await at.ask())).toBe("PRINTER_NOT_READY offline");
      expect(at.clock.monotonic() - before).toBeLessThan(2000);
      expect(at.state()).toBe("failedClean");
    }));

  it("comes back while the ticket waits: printed by itself, once", () =>
    withQueue(async (at) => {
      at.line.refuses("notFound");
      at.line.unplug();
      await at.clock.pass(1000);
      const asked = at.ask();
      at.clock.after(1500, () => at.line.refuses(null));
      expect(screenOf(await asked)).toBe("printed");
      expect(at.tray()).toEqual(["ticket"]);
    }));

  it("breaks in the middle of the ticket: in doubt, never sent again by itself", () =>
    withQueue(async (at) => {
      at.line.breaksAfter(400);
      const asked = at.ask();
      at.clock.after(500, () => at.line.breaksAfter(null));
      expect(screenOf(await asked)).toBe("PRINT_IN_DOUBT offline");
      await at.clock.pass(60_000);
      expect(at.state()).toBe("unconfirmed");
      expect(at.tray()).toEqual([]);
      expect(screenOf(await at.ask())).toBe("printed");
      expect(at.tray().at(-1)).toBe("copy");
      expect(at.machine.garbage).toEqual([]);
    }));

  it("is plugged in only later: the printer is found", () =>
    withQueue(
      async (at) => {
        expect(at.printer.status()).toBe("offline");
        at.line.refuses(null);
        await at.clock.pass(10_000);
        expect(at.printer.status()).toBe("ready");
        expect(screenOf(await at.ask())).toBe("printed");
      },
      { plugged: false },
    ));
});

import { describe, expect, it } from "vitest";
import { genericProfile } from "#printer/index.ts";
import { during, epson, layout, withDevice } from "./device-at.ts";

describe("a ticket is proven", () => {
  it("by GS ( H, with four letters of its own for each", () =>
    withDevice(async ({ print, machine }) => {
      expect(await print("job-1")).toEqual({ kind: "printed" });
      expect(await print("job-2")).toEqual({ kind: "printed" });
      expect(machine.tickets).toHaveLength(2);
      expect(machine.garbage).toEqual([]);
      const asked = Buffer.from(machine.received())
        .toString("hex")
        .match(/1d284806003030.{8}/g);
      expect(new Set(asked).size).toBe(2);
    }));

  it("by GS r where the printer doesn't know GS ( H, and the next ticket isn't proven by a stale answer", () =>
    withDevice(
      async ({ print, machine }) => {
        expect(await print("job-1")).toEqual({ kind: "printed" });
        machine.setAfterLines(3, { paper: "out" });
        expect(await print("job-2")).toEqual({ kind: "unknown", status: "paperOut" });
      },
      { knows: { gsH: false } },
    ));

  it("by the first of both answers: the second is not taken for the next ticket's", () =>
    withDevice(async ({ print, machine }) => {
      expect(await print("job-1")).toEqual({ kind: "printed" });
      machine.setAfterLines(3, { paper: "out" });
      expect(await print("job-2")).toEqual({ kind: "unknown", status: "paperOut" });
    }));
});

describe("GS ( H", () => {
  const asks = (received: Uint8Array) => Buffer.from(received).includes(Buffer.of(0x1d, 0x28, 0x48));

  it("isn't sent where the profile doesn't name it: another maker's printer would print it as letters", () =>
    withDevice(
      async ({ print, machine }) => {
        expect(await print()).toEqual({ kind: "printed" });
        expect(asks(machine.received())).toBe(false);
      },
      { profile: genericProfile },
    ));
});

describe("a ticket isn't proven", () => {
  it("by a clean status alone: sent, unconfirmed", () =>
    withDevice(
      async ({ print, machine }) => {
        expect(await print()).toEqual({ kind: "unknown", status: "ready" });
        expect(machine.tickets).toHaveLength(1);
      },
      { knows: { gsH: false, gsR: false } },
    ));

  it("by a line that can't be heard", () =>
    withDevice(
      async ({ print, machine }) => {
        expect(await print()).toEqual({ kind: "unknown", status: "unknown" });
        expect(machine.tickets).toHaveLength(1);
      },
      { hears: false },
    ));

  it("by a printer that answers nothing at all, and the patient waits a few seconds only", () =>
    withDevice(async ({ print, machine, clock }) => {
      machine.set({ silent: true });
      const before = clock.monotonic();
      expect(await print()).toEqual({ kind: "refused", status: "offline" });
      expect(clock.monotonic() - before).toBeLessThan(3000);
    }));
});

describe("the proof comes late", () => {
  it("after a refill, from the printer's own memory: told, and the job is no longer pending", () =>
    withDevice(async ({ printer, print, machine, fates, clock }) => {
      machine.setAfterLines(3, { paper: "out" });
      expect(await print("job-1")).toEqual({ kind: "unknown", status: "paperOut" });
      expect(printer.mayYetPrint("job-1")).toBe(true);
      machine.set({ paper: "enough" });
      await clock.pass(5000);
      expect(fates).toEqual([{ job: "job-1", fate: "printed" }]);
      expect(printer.mayYetPrint("job-1")).toBe(false);
      expect(machine.tickets).toHaveLength(1);
    }));

  it("not after the printer was switched off meanwhile: its memory is lost", () =>
    withDevice(async ({ printer, print, machine, fates, clock }) => {
      machine.setAfterLines(3, { paper: "out" });
      await print("job-1");
      machine.set({ power: false });
      await clock.pass(10_000);
      machine.set({ power: true, paper: "enough" });
      await clock.pass(10_000);
      expect(fates).toEqual([]);
      expect(printer.mayYetPrint("job-1")).toBe(false);
      expect(await print("job-2")).toEqual({ kind: "printed" });
    }));

  it("not on another line: its answer would name nobody", () =>
    withDevice(async ({ printer, print, machine, line, fates, clock }) => {
      machine.setAfterLines(3, { paper: "out" });
      await print("job-1");
      line.unplug();
      machine.set({ paper: "enough" });
      await clock.pass(10_000);
      expect(fates).toEqual([]);
      expect(printer.mayYetPrint("job-1")).toBe(false);
    }));
});

describe("answers are late", () => {
  it("by less than the patience: the state is still read right", () =>
    withDevice(async ({ print, machine, printer }) => {
      machine.set({ answersAfter: 300 });
      expect(await print()).toEqual({ kind: "printed" });
      expect(printer.status()).toBe("ready");
    }));

  it("by more: none is taken for the answer to another question", () =>
    withDevice(async ({ machine, printer, clock, told }) => {
      machine.set({ answersAfter: 900, paper: "nearEnd" });
      await clock.pass(30_000);
      // Each answer by itself would read as a fault if it were taken for the next question's.
      expect(told.filter((status) => status !== "offline" && status !== "paperNearEnd")).toEqual(["ready"]);
      machine.set({ answersAfter: 0 });
      await clock.pass(20_000);
      expect(printer.status()).toBe("paperNearEnd");
    }));
});

it("tickets are printed one after the other, in the order they were asked for", () =>
  withDevice(async ({ printer, machine, clock }) => {
    const both = Promise.all([
      printer.print({ id: "job-1", layout }),
      printer.print({ id: "job-2", layout }),
    ]);
    expect(await during(clock, both)).toEqual([{ kind: "printed" }, { kind: "printed" }]);
    expect(machine.tickets).toHaveLength(2);
  }));

it("a ticket that is called off writes nothing", () =>
  withDevice(async ({ printer, machine, clock }) => {
    const steps = { begin: () => false, wrote: () => undefined };
    expect(await during(clock, printer.print({ id: "job-1", layout }, steps))).toEqual({
      kind: "refused",
      status: "ready",
    });
    expect(machine.tickets).toEqual([]);
  }));

it("the profile's ways of asking are learned by their answers", () =>
  withDevice(async ({ log, print }) => {
    await print();
    expect(log.of("printer.answers").at(-1)).toMatchObject({ proofs: ["gsH"] });
    expect(epson.status).toContain("asb");
  }));

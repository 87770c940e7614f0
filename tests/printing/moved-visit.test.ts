import { describe, expect, it } from "vitest";
import { someTicket } from "#tests/printer/some-ticket.ts";
import { during } from "./device-at.ts";
import { layoutOf, withQueue } from "./queue-at.ts";

const before = someTicket({ date: "2026-11-24", time: "09:20" });
const moved = { ...before, date: "2026-11-26", time: "15:40" };
const times = (texts: readonly { text: string }[]) =>
  texts.map(({ text }) => (text.includes("15:40") ? "new" : "old"));

describe("a visit is moved after its ticket came out", () => {
  it("its only valid ticket doesn't say КОПИЯ; printed once more it does", () =>
    withQueue(async (at) => {
      await at.ask(before);
      expect(await at.ask(moved)).toEqual({ kind: "printed" });
      expect(at.tray()).toEqual(["ticket", "ticket"]);
      await at.ask(moved);
      expect(at.tray()).toEqual(["ticket", "ticket", "copy"]);
    }));

  it("back to its first time: that ticket is valid again, and this one is its copy", () =>
    withQueue(async (at) => {
      await at.ask(before);
      await at.ask(moved);
      await at.ask(before);
      expect(at.tray()).toEqual(["ticket", "ticket", "copy"]);
    }));

  it.each([["date"], ["time"]] as const)("only its %s is another one: no copy either", (what) =>
    withQueue(async (at) => {
      await at.ask(before);
      await at.ask({ ...before, [what]: moved[what] });
      expect(at.tray()).toEqual(["ticket", "ticket"]);
    }),
  );
});

describe("a visit is moved while the printer still holds its old ticket", () => {
  it("a refill is no proof of the new one: it is printed, and told of, by itself", () =>
    withQueue(async (at) => {
      at.machine.set({ stepsAtOnce: 1 });
      at.machine.setAfterLines(5, { paper: "out" });
      expect((await at.ask(before)).kind).toBe("unknown");
      at.machine.set({ paper: "enough" });
      expect(await at.ask(moved)).toEqual({ kind: "printed" });
      expect(times(at.machine.tickets).at(-1)).toBe("new");
      expect(at.state(before.visitId)).not.toBe("confirmed");
      expect(at.news.filter(({ ticket }) => ticket.time === before.time)).toEqual([]);
      expect(at.journal.lastOf(moved)?.state).toBe("confirmed");
    }));

  it("the patient's answer counts for the ticket that is valid now", () =>
    withQueue(
      async (at) => {
        await at.ask(before);
        await at.ask(moved);
        expect(at.queue.cameOut(moved, true)).toBe(true);
        expect(at.journal.lastOf(before)?.state).toBe("unconfirmed");
        expect(at.queue.cameOut(before, false)).toBe(true);
      },
      { knows: { gsH: false, gsR: false } },
    ));

  it("both are asked for at once: neither takes the other's outcome for its own", () =>
    withQueue(async (at) => {
      const both = [before, moved].map((ticket) =>
        at.queue.print({ ticket, layout: (copy) => layoutOf(ticket, copy) }),
      );
      const [old, fresh] = await during(at.clock, Promise.all(both));
      expect(old?.kind).toBe("cancelled");
      expect(fresh).toEqual({ kind: "printed" });
      expect(times(at.machine.tickets)).toEqual(["new"]);
    }));
});

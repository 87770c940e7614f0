import { describe, expect, it } from "vitest";
import { createPrintQueue } from "#main/tickets/queue/index.ts";
import { genericProfile, type Printer } from "#printer/index.ts";
import { someTicket } from "#tests/printer/some-ticket.ts";
import { countingIds } from "#tests/support/ids.ts";
import { during } from "./device-at.ts";
import { layoutOf, withQueue } from "./queue-at.ts";

const first = someTicket({ visitId: "visit-of-the-first", patient: "Петров И. И." });
const second = someTicket({ visitId: "visit-of-the-second", patient: "Сидорова А. А." });

describe("the session ends", () => {
  it("before the first byte: called off, and it never comes out for the next patient", () =>
    withQueue(async (at) => {
      at.line.refuses("notFound");
      at.line.unplug();
      await at.clock.pass(1000);
      const asked = at.ask(first);
      await at.clock.pass(1000);
      at.queue.sessionEnded();
      expect(await asked).toEqual({ kind: "cancelled" });
      expect(at.state(first.visitId)).toBe("cancelled");
      at.line.refuses(null);
      await at.clock.pass(60_000);
      expect(await at.ask(second)).toEqual({ kind: "printed" });
      expect(at.machine.tickets.map(({ text }) => text.includes("Петров"))).toEqual([false]);
    }));

  it("behind another ticket in the queue: called off as well", () =>
    withQueue(async (at) => {
      at.machine.set({ stepsAtOnce: 1 });
      const request = (ticket: typeof first) => ({
        ticket,
        layout: (copy: boolean) => layoutOf(ticket, copy),
      });
      const both = Promise.all([at.queue.print(request(first)), at.queue.print(request(second))]);
      await at.clock.pass(200);
      at.queue.sessionEnded();
      expect((await during(at.clock, both)).map(({ kind }) => kind)).toEqual(["printed", "cancelled"]);
      expect(at.tray()).toEqual(["ticket"]);
    }));

  it("while it comes out: that ticket is whole, and its owner was waited for", () =>
    withQueue(async (at) => {
      at.machine.set({ stepsAtOnce: 1 });
      let waits = false;
      const ticket = first;
      const asked = at.queue.print({
        ticket,
        layout: (copy) => layoutOf(ticket, copy),
        onBegin: (ended) => {
          waits = true;
          void ended.then(() => {
            waits = false;
          });
        },
      });
      await at.clock.pass(100);
      expect(waits).toBe(true);
      expect(await during(at.clock, asked)).toEqual({ kind: "printed" });
      await at.clock.pass(0);
      expect(waits).toBe(false);
    }));
});

describe("nobody knows whether it came out", () => {
  const unproven = { knows: { gsH: false, gsR: false } };

  it("the patient has it: confirmed, and not on the review list", () =>
    withQueue(async (at) => {
      expect((await at.ask(first)).kind).toBe("unknown");
      expect(at.queue.cameOut(first, true)).toBe(true);
      expect(at.state(first.visitId)).toBe("confirmed");
      expect(at.queue.forReview()).toEqual([]);
    }, unproven));

  it("the patient doesn't: on the review list, and printing again makes a copy that says so", () =>
    withQueue(async (at) => {
      await at.ask(first);
      at.queue.cameOut(first, false);
      expect(at.queue.forReview()).toMatchObject([{ state: "unconfirmed", answer: "no", ticket: first }]);
      await at.ask(first);
      expect(at.tray()).toEqual(["ticket", "copy"]);
    }, unproven));

  it("the patient leaves without a word: on the review list", () =>
    withQueue(async (at) => {
      await at.ask(first);
      at.queue.sessionEnded();
      expect(at.queue.forReview()).toMatchObject([{ state: "unconfirmed", answer: null }]);
    }, unproven));

  it("nobody asked: an answer changes nothing", () =>
    withQueue(async (at) => {
      expect(at.queue.cameOut(first, false)).toBe(false);
      await at.ask(first);
      expect(at.queue.cameOut(first, false)).toBe(false);
      expect(at.queue.forReview()).toEqual([]);
    }));
});

describe("the printer finishes by itself after a refill", () => {
  it("after the patient asked again: that one ticket is the answer, no second is sent", () =>
    withQueue(async (at) => {
      at.machine.set({ stepsAtOnce: 1 });
      at.machine.setAfterLines(5, { paper: "out" });
      expect(await at.ask(first)).toEqual({ kind: "unknown", status: "paperOut" });
      at.machine.set({ paper: "enough" });
      await at.clock.pass(50);
      expect(await at.ask(first)).toEqual({ kind: "printed" });
      expect(at.tray()).toEqual(["ticket"]);
      expect(at.news).toEqual([{ ticket: first, fate: "printed" }]);
    }));

  it.each([["dleDc4"], ["dleEnq"]] as const)(
    "not after its session: its memory is emptied (%s), and nothing comes out after the refill",
    (clears) =>
      withQueue(
        async (at) => {
          at.machine.setAfterLines(5, { paper: "out" });
          await at.ask(first);
          at.queue.sessionEnded();
          await at.clock.pass(5000);
          at.machine.set({ paper: "enough" });
          await at.clock.pass(60_000);
          expect(at.tray()).toEqual([]);
          expect(at.state(first.visitId)).toBe("unconfirmed");
          expect(at.queue.forReview()).toMatchObject([{ state: "unconfirmed", ticket: first }]);
          expect(at.news).toEqual([]);
          // The next ticket is whole, and begins behind a cut.
          expect(await at.ask(second)).toEqual({ kind: "printed" });
          expect(at.machine.tickets.at(-1)?.text).not.toContain("Петров");
          expect(at.machine.garbage).toEqual([]);
        },
        { knows: { clears } },
      ),
  );

  it("not after the patient's «Нет» either: it was asked for once more, and that one comes", () =>
    withQueue(async (at) => {
      at.machine.setAfterLines(5, { paper: "out" });
      await at.ask(first);
      at.queue.cameOut(first, false);
      await at.clock.pass(5000);
      at.machine.set({ paper: "enough" });
      expect(await at.ask(first)).toEqual({ kind: "printed" });
      await at.clock.pass(10_000);
      expect(at.tray().filter((one) => one === "copy")).toEqual(["copy"]);
      expect(at.machine.tickets.filter(({ text }) => text.includes(first.doctor.name))).toHaveLength(1);
    }));

  it("a printer that says nothing: emptied when the session ends, but not while the ticket is coming out", () =>
    withQueue(
      async (at) => {
        at.machine.set({ stepsAtOnce: 1 });
        expect((await at.ask(first)).kind).toBe("unknown");
        at.queue.sessionEnded();
        await at.clock.pass(10_000);
        expect(at.tray()).toEqual(["ticket"]);
        at.machine.setAfterLines(5, { paper: "out" });
        await at.ask(second);
        at.queue.sessionEnded();
        await at.clock.pass(10_000);
        at.machine.set({ paper: "enough" });
        await at.clock.pass(60_000);
        expect(at.tray()).toEqual(["ticket"]);
      },
      { hears: false },
    ));
});

describe("a presenter", () => {
  const presenting = {
    knows: { customFull: true, gsH: false },
    profile: {
      ...genericProfile,
      name: "kiosk",
      cut: { kind: "full", feedLines: 2, command: "1b69" },
      presenter: { present: "1d650309", retract: "1d6502", ownerSeconds: 8 },
      status: ["customFull", "dleEot"],
    } satisfies typeof genericProfile,
  };

  it("holds the ticket out: taken", () =>
    withQueue(async (at) => {
      expect(await at.ask(first)).toEqual({ kind: "printed" });
      await at.clock.pass(2000);
      expect(at.state(first.visitId)).toBe("presented");
      at.machine.take();
      await at.clock.pass(2000);
      expect(at.state(first.visitId)).toBe("taken");
      expect(at.news.map(({ fate }) => fate)).toEqual(["presented", "taken"]);
    }, presenting));

  it("whose state is asked for in the queue, as the proof is: neither answer is taken for the other", () =>
    withQueue(
      async (at) => {
        at.machine.set({ stepsAtOnce: 1, paper: "nearEnd" });
        expect(await at.ask(first)).toEqual({ kind: "printed" });
        expect(at.printer.status()).toBe("paperNearEnd");
        await at.clock.pass(2000);
        expect(at.state(first.visitId)).toBe("presented");
        at.machine.take();
        await at.clock.pass(2000);
        expect(at.state(first.visitId)).toBe("taken");
      },
      {
        knows: { dleEot: false, gsE: true, gsH: false },
        profile: { ...presenting.profile, status: ["gsE"] },
      },
    ));

  it("leaves it to its owner for some seconds after Home, then takes it back: on reception's list", () =>
    withQueue(async (at) => {
      await at.ask(first);
      await at.clock.pass(2000);
      at.queue.sessionEnded();
      await at.clock.pass(7000);
      expect(at.machine.ticketPresent()).toBe(true);
      await at.clock.pass(2000);
      expect(at.machine.ticketPresent()).toBe(false);
      expect(at.machine.retracted()).toBe(1);
      expect(at.state(first.visitId)).toBe("retracted");
      expect(at.queue.forReview()).toMatchObject([{ state: "retracted" }]);
    }, presenting));

  it("its owner takes it within those seconds: taken, and nothing is drawn from their hand", () =>
    withQueue(async (at) => {
      await at.ask(first);
      at.queue.sessionEnded();
      await at.clock.pass(5000);
      at.machine.take();
      await at.clock.pass(10_000);
      expect(at.machine.retracted()).toBe(0);
      expect(at.state(first.visitId)).toBe("taken");
    }, presenting));

  it("Home while it prints: it doesn't lie there for the next patient", () =>
    withQueue(async (at) => {
      at.machine.set({ stepsAtOnce: 1 });
      const asked = at.queue.print({ ticket: first, layout: (copy) => layoutOf(first, copy) });
      await at.clock.pass(100);
      at.queue.sessionEnded();
      expect(await during(at.clock, asked)).toEqual({ kind: "printed" });
      await at.clock.pass(4000);
      expect(at.machine.ticketPresent()).toBe(true);
      await at.clock.pass(6000);
      expect(at.machine.ticketPresent()).toBe(false);
      expect(at.state(first.visitId)).toBe("retracted");
    }, presenting));

  it("the next patient's ticket waits until the former's is gone", () =>
    withQueue(async (at) => {
      await at.ask(first);
      at.queue.sessionEnded();
      const asked = at.queue.print({ ticket: second, layout: (copy) => layoutOf(second, copy) });
      await at.clock.pass(4000);
      expect(at.machine.tickets).toHaveLength(1);
      expect(at.machine.retracted()).toBe(0);
      expect(await during(at.clock, asked)).toEqual({ kind: "printed" });
      expect(at.machine.retracted()).toBe(1);
      expect(at.state(second.visitId)).not.toBe("retracted");
    }, presenting));

  it("draws it back after half a minute", () =>
    withQueue(async (at) => {
      await at.ask(first);
      await at.clock.pass(40_000);
      expect(at.machine.retracted()).toBe(1);
      expect(at.news.map(({ fate }) => fate)).toEqual(["presented", "retracted"]);
    }, presenting));
});

describe("a double tap", () => {
  it("is one ticket", () =>
    withQueue(async (at) => {
      const both = await Promise.all([at.ask(first), at.ask(first)]);
      expect(both).toEqual([{ kind: "printed" }, { kind: "printed" }]);
      expect(at.tray()).toEqual(["ticket"]);
    }));
});

describe("the log", () => {
  it("names jobs and states, and nobody", () =>
    withQueue(async (at) => {
      at.machine.setAfterLines(5, { paper: "out" });
      await at.ask(first);
      const lines = at.log.lines.join("\n");
      expect(lines).toContain('"state":"unconfirmed"');
      for (const secret of ["Петров", first.visitId, first.number, "Захарова"])
        expect(lines).not.toContain(secret);
    }));
});

describe("a job that can't begin", () => {
  it("expires: what a busy printer comes to minutes later is nobody's any more", () =>
    withQueue(async (at) => {
      const begun: boolean[] = [];
      const printer: Printer = {
        ...at.printer,
        print: (_job, steps) =>
          new Promise((resolve) => {
            at.clock.after(4 * 60_000, () => {
              begun.push(steps?.begin() ?? true);
              resolve({ kind: "refused", status: "ready" });
            });
          }),
      };
      const queue = createPrintQueue({ ...at, printer, ids: countingIds() });
      const asked = queue.print({ ticket: first, layout: (copy) => layoutOf(first, copy) });
      expect((await during(at.clock, asked, 5 * 60_000)).kind).toBe("refused");
      expect(begun).toEqual([false]);
      expect(at.state(first.visitId)).toBe("expired");
    }));
});

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSeal } from "#main/store/seal.ts";
import { jobStates, openPrintJournal, type PrintJournal } from "#main/tickets/journal/index.ts";
import { someTicket } from "#tests/printer/some-ticket.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";

const hour = 3_600_000;
const key = Buffer.alloc(32, 3);
let home: string;
let clock: ReturnType<typeof fakeClock>;
let open: PrintJournal[] = [];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "infomat-journal-"));
  clock = fakeClock();
});
afterEach(() => {
  for (const journal of open) journal.close();
  open = [];
  rmSync(home, { recursive: true, force: true });
});

const journalWith = (kioskKey = key): PrintJournal => {
  const journal = openPrintJournal(join(home, "print.sqlite"), kioskKey, clock);
  open.push(journal);
  return journal;
};
const restart = (journal: PrintJournal, kioskKey = key): PrintJournal => {
  journal.close();
  open = open.filter((one) => one !== journal);
  return journalWith(kioskKey);
};
/** Everything of the journal that is on the disk. */
const onDisk = (): string =>
  readdirSync(home)
    .map((file) => readFileSync(join(home, file), "latin1"))
    .join();

const unconfirmed = (journal: PrintJournal, id: string, visitId = "visit-1"): void => {
  journal.add(id, someTicket({ visitId }));
  journal.move(id, "preflight");
  journal.begin(id);
  journal.move(id, "unconfirmed", { bytes: 40, status: "paperOut" });
};

describe("what was printed", () => {
  it("is remembered from the moment before the first byte, across restarts", () => {
    const journal = journalWith();
    expect(journal.add("job-1", someTicket()).copy).toBe(false);
    journal.move("job-1", "preflight");
    journal.begin("job-1");
    expect(restart(journal).add("job-2", someTicket()).copy).toBe(true);
  });

  it("is not, if for certain nothing was written", () => {
    const journal = journalWith();
    journal.add("job-1", someTicket());
    journal.move("job-1", "preflight");
    journal.begin("job-1");
    journal.move("job-1", "failedClean");
    expect(journal.add("job-2", someTicket()).copy).toBe(false);
  });

  it("stays so when a copy failed", () => {
    const journal = journalWith();
    unconfirmed(journal, "job-1", someTicket().visitId);
    journal.add("job-2", someTicket());
    journal.move("job-2", "preflight");
    journal.begin("job-2");
    journal.move("job-2", "failedClean");
    expect(journal.add("job-3", someTicket()).copy).toBe(true);
  });

  it("outlives the ticket's own text by half a year", () => {
    const journal = journalWith();
    unconfirmed(journal, "job-1", someTicket().visitId);
    clock.setWall(clock.now() + 170 * 24 * hour);
    journal.purge();
    expect(journal.job("job-1")).toBeNull();
    expect(journal.add("job-2", someTicket()).copy).toBe(true);
  });
});

describe("after a power cut", () => {
  it.each([
    ["queued", "cancelled"],
    ["preflight", "cancelled"],
    ["sending", "unconfirmed"],
    ["sent", "unconfirmed"],
    ["confirmed", "confirmed"],
  ] as const)("a job that was %s is %s", (state, found) => {
    const journal = journalWith();
    journal.add("job-1", someTicket());
    const way = jobStates.slice(1, jobStates.indexOf(state) + 1);
    for (const step of way) {
      if (step === "sending") journal.begin("job-1");
      else journal.move("job-1", step);
    }
    expect(restart(journal).job("job-1")?.state).toBe(found);
  });
});

describe("the review list", () => {
  it("holds what nobody knows of, with the ticket, until someone has seen to it", () => {
    const journal = journalWith();
    unconfirmed(journal, "job-1");
    journal.answer("job-1", false);
    const [entry] = restart(journal).forReview();
    expect(entry).toMatchObject({ state: "unconfirmed", status: "paperOut", bytes: 40, answer: "no" });
    expect(entry?.ticket).toEqual(someTicket({ visitId: "visit-1" }));
    open.at(-1)?.settle("job-1");
    expect(open.at(-1)?.forReview()).toEqual([]);
  });

  it("doesn't hold what the patient has in hand", () => {
    const journal = journalWith();
    unconfirmed(journal, "job-1");
    journal.answer("job-1", true);
    journal.move("job-1", "confirmed");
    expect(journal.forReview()).toEqual([]);
  });

  it("leaves out what another key sealed, rather than failing", () => {
    const journal = journalWith();
    unconfirmed(journal, "job-1");
    expect(restart(journal, Buffer.alloc(32, 9)).forReview()).toEqual([]);
  });
});

describe("reception's list", () => {
  const failed = (journal: PrintJournal, id: string, state: "failedClean" | "expired"): void => {
    journal.add(id, someTicket());
    journal.move(id, "preflight");
    journal.move(id, state, { status: "paperOut" });
  };

  it.each(["failedClean", "expired"] as const)("holds a ticket that was never printed: %s", (state) => {
    const journal = journalWith();
    failed(journal, "job-1", state);
    expect(restart(journal).forReview()).toMatchObject([{ id: "job-1", state, ticket: someTicket() }]);
  });

  it("until its visit's next ticket is asked for, also at another time", () => {
    const journal = journalWith();
    failed(journal, "job-1", "failedClean");
    failed(journal, "job-2", "failedClean");
    expect(journal.forReview().map(({ id }) => id)).toEqual(["job-2"]);
    journal.add("job-3", someTicket({ time: "18:00" }));
    expect(journal.forReview()).toEqual([]);
  });

  it("holds nothing of one that its patient called off by leaving", () => {
    const journal = journalWith();
    journal.add("job-1", someTicket());
    journal.move("job-1", "cancelled");
    expect(journal.forReview()).toEqual([]);
  });
});

describe("the first byte's record", () => {
  it("is written with a full sync, and what comes after it isn't", () => {
    const journal = journalWith();
    // The trigger runs in the connection that writes, and sees what that one asks of the disk: 2 is FULL.
    const spy = new Database(join(home, "print.sqlite"));
    spy.exec(`
      CREATE TABLE seen (state TEXT, sync INTEGER);
      CREATE TRIGGER see AFTER UPDATE ON job BEGIN
        INSERT INTO seen SELECT new.state, synchronous FROM pragma_synchronous;
      END;
    `);
    journal.add("job-1", someTicket());
    journal.move("job-1", "preflight");
    journal.begin("job-1");
    journal.move("job-1", "sent");
    const seen = spy.prepare("SELECT state, sync FROM seen").all();
    spy.close();
    expect(seen).toEqual([
      { state: "preflight", sync: 1 },
      { state: "sending", sync: 2 },
      { state: "sent", sync: 1 },
    ]);
  });
});

it("a row that a wrong clock made in the future is purged when the clock is right again", () => {
  const journal = journalWith();
  clock.setWall(clock.now() + 365 * 24 * hour);
  unconfirmed(journal, "job-1");
  clock.setWall(clock.now() - 365 * 24 * hour);
  journal.purge();
  expect(journal.job("job-1")).toBeNull();
});

describe("a journal of before tickets were told apart by their time", () => {
  it("still knows that the visit was printed", () => {
    const journal = journalWith();
    unconfirmed(journal, "job-1", someTicket().visitId);
    const file = join(home, "print.sqlite");
    const raw = new Database(file);
    raw.exec("UPDATE printed_visit SET visit = (SELECT visit FROM job); UPDATE job SET edition = NULL");
    raw.close();
    expect(restart(journal).add("job-2", someTicket()).copy).toBe(true);
  });
});

describe("personal data", () => {
  const personal = ["Петров", "5512792", "Захарова", "visit-1", "0199a7c2-5b1e", "B01.064.001"];

  it("is nowhere on the disk in the clear", () => {
    const journal = journalWith();
    unconfirmed(journal, "job-1");
    unconfirmed(journal, "job-2", someTicket().visitId);
    for (const word of personal) expect(onDisk()).not.toContain(Buffer.from(word).toString("latin1"));
  });

  it("is gone from the disk after hours, sealed as it was", () => {
    const journal = journalWith();
    unconfirmed(journal, "job-1");
    const sealed = sealedOnDisk();
    clock.setWall(clock.now() + 13 * hour);
    journal.purge();
    expect(journal.forReview()).toEqual([]);
    expect(statSync(join(home, "print.sqlite-wal")).size).toBe(0);
    expect(onDisk()).not.toContain("job-1");
    expect(sealed).toBe(true);
  });

  /** The job's row is on the disk before the purge: the test would prove nothing otherwise. */
  const sealedOnDisk = (): boolean => onDisk().includes("job-1");
});

describe("sealing", () => {
  const seal = createSeal(key, "print journal");

  it("opens what it sealed, each time with other bytes", () => {
    const [one, two] = [seal.seal("Петров", "job-1"), seal.seal("Петров", "job-1")];
    expect(seal.open(one, "job-1")).toBe("Петров");
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(false);
  });

  it("refuses another key, another place, a changed byte and a cut text", () => {
    const sealed = seal.seal("Петров", "job-1");
    expect(createSeal(Buffer.alloc(32, 4), "print journal").open(sealed, "job-1")).toBeNull();
    expect(seal.open(sealed, "job-2")).toBeNull();
    for (let at = 0; at < sealed.length; at++) {
      const changed = Uint8Array.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(seal.open(changed, "job-1")).toBeNull();
    }
    expect(seal.open(sealed.slice(0, 20), "job-1")).toBeNull();
  });
});

it("a state that can't follow is a bug, and is not written", () => {
  const journal = journalWith();
  journal.add("job-1", someTicket());
  expect(() => journal.move("job-1", "confirmed")).toThrow("can't go from queued to confirmed");
  expect(() => journal.begin("job-1")).toThrow("can't go from queued to sending");
  expect(journal.job("job-1")?.state).toBe("queued");
});

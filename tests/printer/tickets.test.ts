import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openPrintJournal } from "#main/tickets/journal/index.ts";
import { createPrintQueue, type PrintQueue } from "#main/tickets/queue/index.ts";
import { loadTicketTexts } from "#main/tickets/ticket-texts.ts";
import { createTickets } from "#main/tickets/tickets.ts";
import { clinicTime } from "#main/time/clinic-time.ts";
import type { Printer, PrintJob, PrintOutcome } from "#printer/index.ts";
import { createVirtualPrinter, genericProfile } from "#printer/index.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";
import { type KeptLog, keptLog } from "#tests/support/log.ts";
import { readEscPos } from "./read-escpos.ts";
import { readPicture } from "./read-picture.ts";
import { someTicket, textsOf } from "./some-ticket.ts";

const shipped = fileURLToPath(new URL("../../assets/locales", import.meta.url));

let home: string;
let records: string;
let log: KeptLog;
let queues: PrintQueue[] = [];
let held: HeldJob[] = [];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "infomat-tickets-"));
  records = await mkdtemp(join(tmpdir(), "infomat-journal-"));
  log = keptLog();
});
afterEach(async () => {
  for (const job of held) job.finish({ kind: "refused", status: "paperOut" });
  for (const queue of queues) await queue.close();
  [queues, held] = [[], []];
  for (const folder of [home, records]) await rm(folder, { recursive: true, force: true });
});

type HeldJob = PrintJob & { finish(outcome: PrintOutcome): void };
/** What was asked for has reached the printer. */
const reached = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A printer that holds every job until the test tells its outcome. */
function heldPrinter() {
  const jobs: HeldJob[] = [];
  const printer: Printer = {
    status: () => "ready",
    onStatus: () => () => undefined,
    print: (job, steps) =>
      new Promise((resolve) => {
        const finish = (outcome: PrintOutcome): void => {
          if (outcome.kind !== "refused" && steps?.begin()) steps.wrote(1, true);
          resolve(outcome);
        };
        jobs.push({ ...job, finish });
        held.push({ ...job, finish });
      }),
    onFate: () => () => undefined,
    mayYetPrint: () => false,
    discard: () => undefined,
    ownerLeft: () => undefined,
    close: async () => undefined,
  };
  const job = (index: number) => {
    const found = jobs[index];
    if (!found) throw new Error(`no job ${index}`);
    return found;
  };
  return { printer, jobs, job, copyMark: (index: number) => textsOf(job(index).layout).includes("КОПИЯ") };
}

function ticketsOn(printer: Printer) {
  let made = 0;
  // The machine's own clock has lost its battery.
  const clock = fakeClock(Date.UTC(2000, 0, 1));
  const queue = createPrintQueue({
    printer,
    journal: openPrintJournal(join(records, "print.sqlite"), Buffer.alloc(32, 7), clock),
    ids: { key: () => `job-${++made}` },
    clock,
    log,
  });
  queues.push(queue);
  return createTickets({
    printer,
    queue,
    locales: loadTicketTexts(shipped, ["ru", "en"], log),
    // 21:30 UTC is half past midnight in Kaluga: a copy's date must be the clinic's, by the central API's clock.
    now: () => Date.UTC(2026, 10, 20, 21, 30),
    time: clinicTime("Europe/Moscow"),
    widthMm: 80,
    profile: genericProfile,
  });
}

describe("a double tap", () => {
  it("prints once, and both taps hear how it ended", async () => {
    const paper = heldPrinter();
    const tickets = ticketsOn(paper.printer);
    const taps = [tickets.print(someTicket(), "ru"), tickets.print(someTicket(), "en")];
    await reached();
    expect(paper.jobs).toHaveLength(1);
    paper.job(0).finish({ kind: "printed" });
    expect(await Promise.all(taps)).toEqual([{ kind: "printed" }, { kind: "printed" }]);
    expect(paper.jobs).toHaveLength(1);
  });

  it("two visits are two tickets", async () => {
    const paper = heldPrinter();
    const tickets = ticketsOn(paper.printer);
    void tickets.print(someTicket(), "ru");
    void tickets.print(someTicket({ visitId: "another" }), "ru");
    await reached();
    expect(paper.jobs.map((job) => job.id)).toEqual(["job-1", "job-2"]);
  });
});

it("what reception prints is a copy, also where nothing was printed before", async () => {
  const paper = heldPrinter();
  const tickets = ticketsOn(paper.printer);
  void tickets.printCopy(someTicket(), "ru");
  await reached();
  expect(paper.copyMark(0)).toBe(true);
});

describe("printing the same visit again", () => {
  const again = async (first: PrintOutcome) => {
    const paper = heldPrinter();
    const tickets = ticketsOn(paper.printer);
    const printing = tickets.print(someTicket(), "ru");
    await reached();
    paper.job(0).finish(first);
    expect(await printing).toEqual(first);
    void tickets.print(someTicket(), "ru");
    await reached();
    return paper;
  };

  it("after it came out: a copy, with the clinic's date and time", async () => {
    const paper = await again({ kind: "printed" });
    expect(paper.copyMark(0)).toBe(false);
    expect(paper.copyMark(1)).toBe(true);
    expect(textsOf(paper.job(1).layout)).toContain("напечатана 21.11.2026, 00:30");
  });

  it("after nobody knows: a copy", async () => {
    expect((await again({ kind: "unknown", status: "offline" })).copyMark(1)).toBe(true);
  });

  it("after it was refused: the first ticket", async () => {
    expect((await again({ kind: "refused", status: "paperOut" })).copyMark(1)).toBe(false);
  });

  it("after the printer's driver broke: tried again, and the fault is not swallowed", async () => {
    const broken: Printer = { ...heldPrinter().printer, print: () => Promise.reject(new Error("bug")) };
    const tickets = ticketsOn(broken);
    await expect(tickets.print(someTicket(), "ru")).rejects.toThrow("bug");
    await expect(tickets.print(someTicket(), "ru")).rejects.toThrow("bug");
  });
});

describe("on the virtual printer", () => {
  it("the ticket that the screen showed is the one that comes out", async () => {
    const printer = createVirtualPrinter({ profile: genericProfile, folder: home, log });
    const tickets = ticketsOn(printer);
    const preview = await tickets.preview(someTicket(), "en");
    expect(await tickets.print(someTicket(), "en")).toEqual({ kind: "printed" });

    const png = await readFile(join(home, "job-1.png"));
    expect(png.toString("base64")).toBe(preview.png);
    const picture = await readPicture(png);
    expect(preview).toMatchObject({ width: picture.width, height: picture.height });
    const { lines } = readEscPos(await readFile(join(home, "job-1.bin")));
    expect(lines.join("\n")).toContain("Врач / Doctor");
  });

  it("a preview is never a copy and prints nothing", async () => {
    const tickets = ticketsOn(createVirtualPrinter({ profile: genericProfile, folder: home, log }));
    const before = await tickets.preview(someTicket(), "ru");
    expect(await readdir(home)).toEqual([]);
    await tickets.print(someTicket(), "ru");
    expect(await tickets.preview(someTicket(), "ru")).toEqual(before);
  });

  it("out of paper: the outcome says so, and the status is told", async () => {
    const printer = createVirtualPrinter({ profile: genericProfile, folder: home, log });
    const tickets = ticketsOn(printer);
    const told: string[] = [];
    const stop = tickets.onStatus((status) => told.push(status));
    printer.setPaperOut(true);
    expect(await tickets.print(someTicket(), "ru")).toEqual({ kind: "refused", status: "paperOut" });
    expect(tickets.status()).toBe("paperOut");
    stop();
    printer.setPaperOut(false);
    expect(told).toEqual(["paperOut"]);
  });

  it("nothing of the visit is in the log or in a file's name", async () => {
    const tickets = ticketsOn(createVirtualPrinter({ profile: genericProfile, folder: home, log }));
    await tickets.print(someTicket(), "ru");
    const traces = [...log.lines, ...(await readdir(home))].join("\n");
    expect(traces).toContain("job-1");
    for (const secret of ["Петров", "5512792", someTicket().visitId, "Захарова"]) {
      expect(traces).not.toContain(secret);
    }
  });
});

describe("ticket texts", () => {
  const put = (language: string, content: string): Promise<void> =>
    writeFile(join(home, `${language}.json`), content);
  const russian = () => readFile(join(shipped, "ru.json"), "utf8");

  it("a language without texts falls back to Russian, once on the ticket", async () => {
    const paper = heldPrinter();
    void ticketsOn(paper.printer).print(someTicket(), "de");
    await reached();
    expect(textsOf(paper.job(0).layout).filter((text) => text === "Врач")).toHaveLength(1);
  });

  it.each([
    ["cut off", '{"language": {"name": "Eng'],
    [
      "not texts",
      '{"language": {"name": "English", "locale": "en-GB"}, "dates": {}, "ticket": {"number": 7}}',
    ],
  ])("a file that is %s is logged and falls back", async (_fault, content) => {
    await put("ru", await russian());
    await put("en", content);
    const texts = loadTicketTexts(home, ["ru", "en"], log);
    expect(texts("en").doctor).toBe("Врач");
    expect(log.lines).toHaveLength(1);
  });

  it("without Russian there is no start", async () => {
    await put("ru", "{}");
    expect(() => loadTicketTexts(home, ["ru"], log)).toThrow("ru.json");
  });
});

import { fail, type PrinterStatus } from "#contract/index.ts";
import type { Printer, PrintJob, PrintOutcome, PrintSteps, TicketFate } from "../port.ts";
import { createStatusBoard } from "../status/index.ts";
import { createConnecting } from "./connecting.ts";
import { type Line, openLine } from "./line.ts";
import { createMouth } from "./mouth.ts";
import { printOn } from "./print-on.ts";
import { type DeviceOptions, deviceTimes, memoryOfThisRun } from "./settings.ts";

const silencesBeforeNewLine = 3;

/**
 * A real printer: an encoder, a way to the device, and what the device tells. It keeps the line open, looks at
 * the device while it is idle, and opens the line again whenever it is lost, so a printer that is switched on
 * or plugged in later is found. Tickets are printed one at a time, in the order they were asked for.
 */
export function createDevicePrinter(options: DeviceOptions): Printer {
  const { transport, clock, log, encode, profileFor, random = Math.random } = options;
  const times = { ...deviceTimes, ...options.times };
  const memory = options.memory ?? memoryOfThisRun();
  const board = createStatusBoard("unknown");
  const fates = new Set<(fate: TicketFate) => void>();
  const tell = (fate: TicketFate): void => {
    for (const listener of [...fates]) listener(fate);
  };
  const show = (status: PrinterStatus): void => {
    if (status !== board.now()) log.info("printer status", { printer: transport.name, status });
    board.set(status);
  };
  const mouth = createMouth({ clock, mouth: times.mouth, tell });
  const unfinished = { bytes: 0 };
  let busy = 0;
  let last: Promise<unknown> = Promise.resolve();

  const connecting = createConnecting<Line>({
    times,
    clock,
    async open() {
      const opened = await transport.open();
      if (!opened.ok) {
        if (board.now() !== "offline") {
          log.warn("printer can't be reached", { printer: transport.name, fault: opened.code });
        }
        show("offline");
        return fail(opened.code);
      }
      const connection = opened.value;
      const profile = (connection.usb && profileFor?.(connection.usb)) || options.profile;
      const line = openLine(connection, { profile, memory, clock, log, random, onStatus: show });
      line.fences.onProof((job, proof) => {
        log.info("ticket is proven", { job, proof });
        tell({ job, fate: "printed" });
      });
      const status = await line.look("leisure");
      if (status !== "offline") {
        log.info("printer is connected", {
          printer: transport.name,
          profile: profile.name,
          usb: connection.usb,
        });
      }
      show(status);
      // Whose ticket it is nobody knows any more.
      if (line.atMouth() === true) await mouth.clear(line);
      return { ok: true, value: line };
    },
    over: (line) => line.connection.over,
    async idle(line) {
      if (busy > 0) return;
      show(await line.look("leisure"));
      // A network printer that was switched off leaves a line that looks open for many minutes.
      if (line.silence() >= silencesBeforeNewLine) await connecting.drop(line);
    },
    lost(why) {
      if (board.now() !== "offline") log.warn("printer is lost", { printer: transport.name, fault: why });
      show("offline");
    },
    close: (line) => line.connection.close(),
  });

  const lineForTicket = async (): Promise<Line | null> => {
    const line = await connecting.line(times.connect);
    if (line) await mouth.clear(line);
    return line;
  };

  async function printNow(job: PrintJob, steps: PrintSteps | undefined): Promise<PrintOutcome> {
    busy++;
    try {
      return await printOn({
        job,
        steps,
        line: lineForTicket,
        encode: (profile) => encode(job.layout, profile),
        unfinished,
        bytesPerSecond: transport.bytesPerSecond,
        times,
        board: { now: board.now, listen: board.listen, show },
        drop: connecting.drop,
        clock,
      });
    } finally {
      busy--;
      const line = connecting.now();
      if (line) void mouth.watch(line, job.id);
    }
  }

  return {
    status: () => board.now(),
    onStatus: (listener) => board.listen(listener),
    print(job, steps) {
      const printed = last.then(() => printNow(job, steps));
      last = printed.catch(() => undefined);
      return printed;
    },
    onFate(listener) {
      fates.add(listener);
      return () => void fates.delete(listener);
    },
    mayYetPrint: (job) => connecting.now()?.fences.owes(job) ?? false,
    discard: () => undefined,
    ownerLeft() {
      const line = connecting.now();
      if (line && busy === 0) void mouth.clear(line);
    },
    async close() {
      board.close();
      fates.clear();
      await connecting.close();
    },
  };
}

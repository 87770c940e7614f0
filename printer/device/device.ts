import { fail, type PrinterStatus } from "#contract/index.ts";
import type { Printer, PrintJob, PrintOutcome, PrintSteps, TicketFate } from "../port.ts";
import type { PrinterProfile } from "../profiles/index.ts";
import { createStatusBoard, mayPrint } from "../status/index.ts";
import type { Connection } from "../transports/index.ts";
import { createConnecting } from "./connecting.ts";
import { type Line, openLine } from "./line.ts";
import { createPresenter } from "./presenter.ts";
import { printOn } from "./print-on.ts";
import { createRemains } from "./remains.ts";
import { type DeviceOptions, deviceTimes, memoryOfThisRun } from "./settings.ts";

const missedPollsBeforeNewLine = 3;

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
  let awaySince: number | null = null;
  /** One that wasn't there at several tries is asked once more, and isn't waited for. */
  const isKnownAway = (): boolean => awaySince !== null && clock.monotonic() - awaySince > times.retryLast;
  const show = (status: PrinterStatus): void => {
    if (status !== "offline") awaySince = null;
    else awaySince ??= clock.monotonic();
    if (status !== board.now()) log.write("printer.status", { printer: transport.name, status });
    board.set(status);
  };
  const presenter = createPresenter({ clock, presented: times.presented, tell });
  const remains = createRemains(options.longestCommand);
  let sentAt: number | null = null;
  let busy = 0;
  let last: Promise<unknown> = Promise.resolve();

  const connecting = createConnecting<Line>({
    times,
    clock,
    async open() {
      const opened = await transport.open();
      if (!opened.ok) {
        if (board.now() !== "offline") {
          log.write("printer.unreachable", { printer: transport.name, fault: opened.code });
        }
        show("offline");
        return fail(opened.code);
      }
      const connection = opened.value;
      const profile = (connection.usb && profileFor?.(connection.usb)) || options.profile;
      remains.lineOpened();
      // A question would become the arguments of a command that broke off, such as a picture's height.
      if (connection.hears) await connection.write(remains.completingHead(), 500);
      if (remains.mustClear) await clearMemory(connection, profile);
      const line = openLine(connection, {
        ...{ profile, memory, clock, log, random, onStatus: show },
        beforeQueued: () => completeCommand(connection, profile),
      });
      line.markers.onProof((job, proof) => {
        log.write("printer.ticket-confirmed", { job, proof });
        remains.proven(job);
        tell({ job, fate: "printed" });
      });
      const status = await line.poll({ idle: true });
      if (status !== "offline") {
        log.write("printer.connected", {
          printer: transport.name,
          profile: profile.name,
          usb: connection.usb && `${connection.usb.vendor}:${connection.usb.product}`,
        });
      }
      show(status);
      // Whose ticket it is nobody knows any more.
      if (line.ticketPresent() === true) void presenter.watch(line, null);
      return { ok: true, value: line };
    },
    over: (line) => line.connection.over,
    async idle(line) {
      if (busy > 0) return;
      const status = await line.poll({ idle: true });
      show(status);
      const { connection, markers, profile } = line;
      // Only a device that was heard is known to take it; for others it goes before the next ticket.
      if (line.answers() && mayPrint(status) && !markers.pending())
        await completeCommand(connection, profile);
      // A network printer that was switched off leaves a line that looks open for many minutes.
      if (line.missedPolls() >= missedPollsBeforeNewLine) await connecting.drop(line);
    },
    lost(why) {
      if (board.now() !== "offline") log.write("printer.lost", { printer: transport.name, fault: why });
      show("offline");
    },
    close: (line, dropUnsent) => line.connection.close(dropUnsent),
  });

  /** Ends what stands unfinished in the device, before anything else is put behind it. */
  async function completeCommand(connection: Connection, profile: PrinterProfile): Promise<void> {
    if (!remains.open) return;
    const bytes = remains.completing(profile);
    const travel = transport.bytesPerSecond === null ? 0 : (bytes.length / transport.bytesPerSecond) * 1000;
    const written = await connection.write(bytes, 2000 + 2 * travel);
    if (written.kind === "written") remains.completed();
  }

  /** Obeyed in real time, also by a device that stands without paper or waits for the rest of a picture. */
  async function clearMemory(connection: Connection, profile: PrinterProfile): Promise<void> {
    const bytes = Buffer.from(profile.clear.join(""), "hex");
    const written = await connection.write(bytes, 1000);
    if (written.kind === "failed") return;
    remains.cleared();
    log.write("printer.memory-cleared", { printer: transport.name });
  }

  async function discardNow(job: string): Promise<void> {
    busy++;
    try {
      const line = connecting.now();
      // What nothing stops comes out whole within seconds: cut off in the middle it would lie there in pieces.
      const passed = sentAt === null ? times.comingOut : clock.monotonic() - sentAt;
      if (line && mayPrint(board.now()) && passed < times.comingOut) {
        await new Promise<void>((resolve) => void clock.after(times.comingOut - passed, resolve));
      }
      remains.discarded();
      log.write("printer.ticket-discarded", { job, printer: transport.name });
      // A new line, because only by ending this one what it holds is thrown away.
      if (!line) return;
      await connecting.drop(line);
      await connecting.line(times.connect);
    } finally {
      busy--;
    }
  }

  const lineForTicket = async (): Promise<Line | null> => {
    const line = await connecting.line(isKnownAway() ? times.connect / 3 : times.connect);
    if (line) await presenter.vacate(line);
    presenter.ticketBegins();
    return line;
  };

  async function printNow(job: PrintJob, steps: PrintSteps | undefined): Promise<PrintOutcome> {
    busy++;
    let sent = false;
    try {
      return await printOn({
        job,
        steps,
        line: lineForTicket,
        encode: (profile) => encode(job.layout, profile),
        remains,
        onSent: () => {
          sent = true;
          sentAt = clock.monotonic();
        },
        bytesPerSecond: transport.bytesPerSecond,
        times,
        board: { now: board.now, listen: board.listen, show },
        drop: connecting.drop,
        clock,
      });
    } finally {
      busy--;
      const line = connecting.now();
      if (line && sent) void presenter.watch(line, job.id);
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
    mayYetPrint: (job) => connecting.now()?.markers.isPending(job) ?? false,
    discard(job) {
      last = last.then(() => discardNow(job)).catch(() => undefined);
    },
    ownerLeft: () => presenter.ownerLeft(),
    async close() {
      board.close();
      fates.clear();
      await connecting.close();
    },
  };
}

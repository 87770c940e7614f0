import { spawn } from "node:child_process";
import { type Clock, fail, ok, type Result } from "#contract/index.ts";
import { isAccepting, isWaiting, readJobId, readQueueState } from "./cups.ts";
import { inTime } from "./in-time.ts";
import { type Connection, openWithin, type Transport, type TransportFault } from "./transport.ts";
import { windowsRawPrint } from "./windows-raw-print.ts";

type Command = readonly [string, ...string[]];

/** Programs of the system that serve one queue. Those that are null are not asked. */
export type SpoolerCommands = {
  /** Queues its standard input, and says under which id. */
  readonly print: Command;
  /** The queue's state, as {@link readQueueState} reads it, and whether it takes jobs. */
  readonly state: Command | null;
  readonly accepting: Command | null;
  /** The jobs that are not over. */
  readonly jobs: Command | null;
  readonly cancel: ((job: string) => Command) | null;
  /** Whether a `print` that answers "no" is sure to have queued nothing. */
  readonly refusesWhole: boolean;
};

/**
 * The commands for a queue. CUPS: `lp -o raw` and its sisters. Windows: its spooler's RAW jobs by way of PowerShell;
 * written to the documentation (winspool.drv, StartDocPrinter) and not run.
 */
function spoolerCommands(queue: string, platform: NodeJS.Platform = process.platform): SpoolerCommands {
  if (platform === "win32") {
    const print = windowsRawPrint(queue);
    return { print, state: null, accepting: null, jobs: null, cancel: null, refusesWhole: false };
  }
  return {
    // `lp` takes its own job back when the queue stops taking it.
    refusesWhole: true,
    print: ["lp", "-d", queue, "-o", "raw", "-t", "ticket"],
    state: ["lpstat", "-l", "-p", queue],
    accepting: ["lpstat", "-a", queue],
    jobs: ["lpstat", "-W", "not-completed", "-o", queue],
    cancel: (job) => ["cancel", job],
  };
}

/** How long a job may wait in the queue before the printer behind it counts as away, and between two looks, ms. */
const leavesWithin = 6000;
const jobPause = 250;

/**
 * A queue of the operating system. It takes bytes, also for a printer that is off, and tells nothing of the paper:
 * what has left it is "sent", never "printed". A stopped queue is a fault before printing; a job that stays in the
 * queue is one afterwards. Each write is a job of its own, so a ticket must be written at once.
 */
export function spoolerTransport(
  queue: string,
  clock: Clock,
  commands: SpoolerCommands = spoolerCommands(queue),
): Transport {
  return {
    name: `spooler ${queue}`,
    bytesPerSecond: null,
    async open(): Promise<Result<Connection, TransportFault>> {
      const fault = await queueFault(commands, clock);
      return fault === null ? ok(connectionTo(commands, clock)) : fail(fault);
    },
  };
}

/** Why the queue can't print now; null where it can, or where it can't be asked. */
async function queueFault(
  { state, accepting }: SpoolerCommands,
  clock: Clock,
): Promise<TransportFault | null> {
  if (state !== null) {
    const answer = await run(state, null, openWithin, clock);
    if (answer.end !== "done") return answer.end === "failed" ? "notFound" : answer.end;
    const fault = readQueueState(answer.text);
    if (fault !== null) return fault;
  }
  if (accepting !== null) {
    const answer = await run(accepting, null, openWithin, clock);
    if (answer.end === "done" && !isAccepting(answer.text)) return "stopped";
  }
  return null;
}

function connectionTo(commands: SpoolerCommands, clock: Clock): Connection {
  const { print, jobs, cancel, refusesWhole } = commands;
  const waiting = new Set<string>();
  let end: (why: "closed") => void = () => undefined;
  const over = new Promise<"closed">((resolve) => {
    end = resolve;
  });

  /** Resolves when the queue has handed the job on; false when it still holds it after that time. */
  async function hasLeft(job: string): Promise<boolean> {
    if (jobs === null) return true;
    const until = clock.monotonic() + leavesWithin;
    for (;;) {
      const answer = await run(jobs, null, openWithin, clock);
      if (answer.end === "done" && !isWaiting(answer.text, job)) {
        waiting.delete(job);
        return true;
      }
      if (clock.monotonic() >= until) return false;
      await new Promise<void>((resolve) => void clock.after(jobPause, resolve));
    }
  }

  return {
    hears: false,
    usb: null,
    fault: () => queueFault(commands, clock),
    async write(bytes, within) {
      const answer = await run(print, bytes, within, clock);
      if (answer.end === "done") {
        const job = readJobId(answer.text);
        if (job === null) return { kind: "written", bytes: bytes.length };
        waiting.add(job);
        if (await hasLeft(job)) return { kind: "written", bytes: bytes.length };
        return { kind: "failed", fault: "timeout", bytes: 0, exact: false };
      }
      return {
        kind: "failed",
        fault: answer.end === "failed" ? "broken" : answer.end,
        bytes: 0,
        exact: answer.end === "notFound" || (answer.end === "failed" && refusesWhole),
      };
    },
    listen: () => undefined,
    over,
    async close(dropUnsent) {
      if (dropUnsent && cancel !== null) {
        for (const job of waiting) await run(cancel(job), null, openWithin, clock);
        waiting.clear();
      }
      end("closed");
    },
  };
}

type Ended = {
  readonly end: "done" | "failed" | "notFound" | "timeout";
  readonly text: string;
};

/** Runs a program with `input` on its standard input; what it says is not translated. */
function run(
  [program, ...words]: Command,
  input: Uint8Array | null,
  within: number,
  clock: Pick<Clock, "after">,
): Promise<Ended> {
  const child = spawn(program, words, {
    stdio: ["pipe", "pipe", "ignore"],
    windowsHide: true,
    env: { ...process.env, LC_ALL: "C", LANGUAGE: "" },
  });
  let text = "";
  child.stdout.on("data", (part: Buffer) => {
    if (text.length < 65_536) text += part.toString("utf8");
  });
  const ended = new Promise<Ended>((resolve) => {
    child.once("error", () => resolve({ end: "notFound", text }));
    child.once("close", (code) => resolve({ end: code === 0 ? "done" : "failed", text }));
  });
  // A program that ends without reading makes the pipe fail; its exit code says more than that.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input ?? undefined);
  return inTime(ended, within, clock).then((answer): Ended => {
    if (answer.inTime) return answer.value;
    child.kill("SIGKILL");
    return { end: "timeout", text };
  });
}

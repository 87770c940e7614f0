import { spawn } from "node:child_process";
import { type Clock, fail, ok, type Result } from "#contract/index.ts";
import { inTime } from "./in-time.ts";
import { type Connection, openWithin, type Transport, type TransportFault } from "./transport.ts";
import { windowsRawPrint } from "./windows-raw-print.ts";

/** A program of the system that queues bytes, and one that tells whether the queue is there; null: not asked. */
export type SpoolerCommands = {
  readonly print: readonly [string, ...string[]];
  readonly check: readonly [string, ...string[]] | null;
  /** Whether a `print` that answers "no" is sure to have queued nothing. */
  readonly refusesWhole: boolean;
};

/**
 * The commands for a queue. CUPS: `lp -o raw`. Windows: its spooler's RAW jobs by way of PowerShell; written
 * to the documentation (winspool.drv, StartDocPrinter) and not run.
 */
export function spoolerCommands(
  queue: string,
  platform: NodeJS.Platform = process.platform,
): SpoolerCommands {
  if (platform === "win32") return { print: windowsRawPrint(queue), check: null, refusesWhole: false };
  return {
    // `lp` takes its own job back when the queue stops taking it.
    refusesWhole: true,
    print: ["lp", "-d", queue, "-o", "raw", "-t", "ticket", "-s"],
    check: ["lpstat", "-p", queue],
  };
}

/**
 * A queue of the operating system. It takes bytes and tells nothing of the paper: what it took is "sent",
 * never "printed". Each write is a job of its own, so a ticket must be written at once.
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
      if (commands.check !== null) {
        const checked = await run(commands.check, null, openWithin, clock);
        if (checked !== "done") return fail(checked === "failed" ? "notFound" : checked);
      }
      return ok(connectionTo(commands, clock));
    },
  };
}

function connectionTo({ print, refusesWhole }: SpoolerCommands, clock: Clock): Connection {
  let end: (why: "closed") => void = () => undefined;
  const over = new Promise<"closed">((resolve) => {
    end = resolve;
  });
  return {
    hears: false,
    usb: null,
    async write(bytes, within) {
      const outcome = await run(print, bytes, within, clock);
      if (outcome === "done") return { kind: "written", bytes: bytes.length };
      return {
        kind: "failed",
        fault: outcome === "failed" ? "broken" : outcome,
        bytes: 0,
        exact: outcome === "notFound" || (outcome === "failed" && refusesWhole),
      };
    },
    listen: () => undefined,
    over,
    async close() {
      end("closed");
    },
  };
}

/** Runs a program with `input` on its standard input. */
function run(
  [program, ...words]: readonly [string, ...string[]],
  input: Uint8Array | null,
  within: number,
  clock: Pick<Clock, "after">,
): Promise<"done" | "failed" | "notFound" | "timeout"> {
  const child = spawn(program, words, { stdio: ["pipe", "ignore", "ignore"], windowsHide: true });
  const ended = new Promise<"done" | "failed" | "notFound">((resolve) => {
    child.once("error", () => resolve("notFound"));
    child.once("exit", (code) => resolve(code === 0 ? "done" : "failed"));
  });
  // A program that ends without reading makes the pipe fail; its exit code says more than that.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input ?? undefined);
  return inTime(ended, within, clock).then((answer) => {
    if (answer.inTime) return answer.value;
    child.kill("SIGKILL");
    return "timeout";
  });
}

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createCommand, runCommand } from "#main/command-line/options.ts";
import { addPrinterCommands, type PrinterCommand } from "#main/diagnostics/printer/options.ts";
import { runPrinterCommand } from "#main/diagnostics/printer/run.ts";
import { systemClock } from "#main/time/clock.ts";
import { waitFor, withCleanUp } from "#tests/support/kiosk.ts";
import { createMachine, type Machine } from "./fakes/escpos-machine.ts";
import type { Knows } from "./fakes/escpos-status.ts";
import { type RealLine, tcpLine } from "./fakes/real-lines.ts";

const assets = join(import.meta.dirname, "../../assets");

type At = {
  readonly machine: Machine;
  readonly line: RealLine;
  readonly dataDir: string;
  readonly said: string[];
  /** Runs a command against the machine; answers with the exit code. */
  run(words: string, signal?: AbortSignal): Promise<number>;
};

/** What a technician types behind `printer`; answers with the exit code. */
function typed(
  words: readonly string[],
  folder: string,
  said: string[],
  run: (command: PrinterCommand) => Promise<number>,
): Promise<number> {
  const keep = (text: string) => void said.push(text);
  const program = createCommand("infomat", { say: keep, complain: keep });
  addPrinterCommands(program, folder, run);
  return runCommand(program, ["printer", ...words]);
}

const withPrinter = (work: (at: At) => Promise<void>, knows: Partial<Knows> = {}): Promise<void> =>
  withCleanUp(async (later) => {
    const dataDir = mkdtempSync(join(tmpdir(), "infomat-command-"));
    later(() => rmSync(dataDir, { recursive: true, force: true }));
    const machine = createMachine(systemClock, knows);
    const line = await tcpLine(machine, later);
    const said: string[] = [];
    await work({
      machine,
      line,
      dataDir,
      said,
      run(words, signal = new AbortController().signal) {
        const named = `${words} --tcp ${line.transport.name.slice("tcp ".length)}`.split(" ");
        return typed(named, dataDir, said, (command) =>
          runPrinterCommand({
            command,
            dataDir,
            assetsDir: assets,
            clock: systemClock,
            say: (text) => void said.push(text),
            signal,
            times: { poll: 100, proof: 4000 },
          }),
        );
      },
    });
  });

describe("status", () => {
  it("a printer that is ready: said, with what it answers, exit code 0", () =>
    withPrinter(async ({ run, said }) => {
      expect(await run("status")).toBe(0);
      expect(said).toContain("The printer is ready.");
      expect(said).toContain("It answers: DLE EOT (state)");
    }));

  it.each([
    ["out of paper", { paper: "out" }, /Put in a roll/],
    ["with an open cover", { cover: true }, /Close it/],
    ["with a stuck cutter", { cutter: true }, /take the paper out of the cutter/],
  ] as const)("a printer %s: what to do, exit code 1", (_fault, state, words) =>
    withPrinter(async ({ run, said, machine }) => {
      machine.set(state);
      expect(await run("status")).toBe(1);
      expect(said.at(-1)).toMatch(words);
    }),
  );

  it("nobody at the address: what to look at, exit code 1", () =>
    withPrinter(async ({ run, said, line }) => {
      await line.cut();
      expect(await run("status")).toBe(1);
      expect(said.at(-1)).toContain("Nobody answers at that address");
    }));
});

describe("test", () => {
  it("prints a ticket of nobody, and what proved it is kept for the kiosk", () =>
    withPrinter(async ({ run, said, machine, dataDir }) => {
      expect(await run("test --mode text --proof")).toBe(0);
      expect(said.at(-1)).toBe("The printer says that the ticket came out.");
      expect(machine.tickets).toHaveLength(1);
      expect(machine.tickets[0]?.text).toContain("TEST");
      const kept = readFileSync(join(dataDir, "printer.json"), "utf8");
      expect(kept).toContain('"gsH"');
    }));

  it("asks for no proof that the profile doesn't declare: another maker's printer would print it as letters", () =>
    withPrinter(async ({ run, machine }) => {
      const gsH = Buffer.of(0x1d, 0x28, 0x48);
      for (const profile of ["generic", "pos-58", "xprinter-80"]) {
        await run(`test --mode text --profile ${profile}`);
        expect(Buffer.from(machine.received()).includes(gsH), profile).toBe(false);
      }
      await run("test --mode text --profile epson-tm-t20");
      expect(Buffer.from(machine.received()).includes(gsH)).toBe(true);
    }));

  it("a printer that proves nothing: says so, and that all is well if the ticket is there", () =>
    withPrinter(
      async ({ run, said }) => {
        expect(await run("test --mode text")).toBe(0);
        expect(said.at(-1)).toMatch(/the kiosk will ask its patients/);
      },
      { gsH: false, gsR: false },
    ));
});

describe("print", () => {
  it("sends a file byte for byte", () =>
    withPrinter(async ({ run, machine, dataDir }) => {
      const bytes = Buffer.from("\x1b@hello\n\x1bi", "latin1");
      writeFileSync(join(dataDir, "job.bin"), bytes);
      expect(await run("print job.bin")).toBe(0);
      expect(Buffer.from(machine.received()).includes(bytes)).toBe(true);
      expect(machine.tickets[0]?.text).toBe("hello\n");
    }));

  it("a file that isn't there: said, and nothing is sent", () =>
    withPrinter(async ({ run, said, machine }) => {
      expect(await run("print nowhere.bin")).toBe(1);
      expect(said.at(-1)).toContain("can't be read");
      expect(machine.received()).toHaveLength(0);
    }));
});

describe("watch", () => {
  it("tells each change, until it is ended", () =>
    withPrinter(async ({ run, said, machine }) => {
      const ending = new AbortController();
      const watching = run("watch", ending.signal);
      await waitFor(() => said.includes("The printer is ready."));
      machine.set({ cover: true });
      await waitFor(() => said.some((text) => text.includes("cover is open")));
      machine.set({ cover: false });
      await waitFor(() => said.filter((text) => text === "The printer is ready.").length === 2);
      ending.abort();
      expect(await watching).toBe(0);
    }));
});

describe("words that are no command", () => {
  it.each([
    ["", 2, /Usage: infomat printer .*watch/s],
    ["--help", 0, /Usage: infomat printer .*watch/s],
    ["prnt", 2, /unknown command 'prnt'/],
    ["print", 2, /missing required argument 'file'/],
    ["status --tcp a --device b", 2, /one printer/],
    ["status --serial /dev/ttyS0 --baud fast", 2, /baudRate/],
    ["status --nonsense", 2, /--nonsense/],
  ] as const)("%j", async (words, exitCode, wanted) => {
    const said: string[] = [];
    const run = () => Promise.reject(new Error("ran all the same"));
    expect(await typed(words.split(" ").filter(Boolean), "/", said, run)).toBe(exitCode);
    expect(said.join("\n")).toMatch(wanted);
  });

  it("ids behind --usb are the printer, not a file", async () => {
    const commands: PrinterCommand[] = [];
    const run = (command: PrinterCommand) => Promise.resolve(commands.push(command) - 1);
    expect(await typed(["status", "--usb", "04B8:0e28"], "/", [], run)).toBe(0);
    expect(commands).toMatchObject([{ printer: { kind: "usb", vendor: "04b8", product: "0e28" } }]);
  });
});

it("runs as a program: its exit code and its words", () =>
  withPrinter(async ({ line, dataDir }) => {
    const entry = join(import.meta.dirname, "../../main/installed/checkout.ts");
    const words = [
      entry,
      "printer",
      "status",
      "--data",
      dataDir,
      "--tcp",
      line.transport.name.slice("tcp ".length),
    ];
    const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
    let out = "";
    child.stdout.on("data", (text: Buffer) => {
      out += text.toString();
    });
    const code = await new Promise((resolve) => child.once("exit", resolve));
    expect([code, out]).toEqual([0, expect.stringContaining("The printer is ready.")]);
  }));

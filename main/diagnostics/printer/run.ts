import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Clock, ok } from "#contract/index.ts";
import {
  createDevicePrinter,
  type DeviceOptions,
  encodeTicket,
  type Printer,
  type PrinterProfile,
} from "#printer/index.ts";
import type { PrinterLog } from "#printer/log-events.ts";
import { loadConfig } from "../../config/load.ts";
import { silentLog } from "../../log/silent.ts";
import { openDataFolder } from "../../store/data-folder.ts";
import {
  chooseMode,
  chooseProfile,
  chooseTransport,
  type DeviceSettings,
} from "../../tickets/choose-printer.ts";
import { deviceMemory } from "../../tickets/device-memory.ts";
import type { PrinterSettings } from "../../tickets/settings.ts";
import { testTicket } from "../../tickets/test-ticket.ts";
import { loadTicketTexts } from "../../tickets/ticket-texts.ts";
import { listPrinters } from "./list.ts";
import { faultWords, outcomeWords, statusWords } from "./messages.ts";
import type { PrinterCommand } from "./options.ts";
import { heldBy } from "./who-holds.ts";

export type CommandDeps = {
  readonly command: PrinterCommand;
  /** Used where the command names none. */
  readonly dataDir: string;
  readonly assetsDir: string;
  readonly clock: Clock;
  readonly say: (line: string) => void;
  /** Aborted = end `watch`. */
  readonly signal: AbortSignal;
  readonly times?: DeviceOptions["times"];
};

/** Does what the technician asks. Answers with the exit code: 0 all is well, 1 the printer isn't. */
export async function runPrinterCommand(deps: CommandDeps): Promise<0 | 1> {
  const { command, say } = deps;
  if (command.name === "list") {
    for (const line of await listPrinters()) say(line);
    return 0;
  }
  const settings = command.printer ?? deviceOf(loadConfig(command.config).printer);
  if (settings.kind === "virtual") throw new Error("a technician's printer is a real one");
  const profile = chooseProfile(settings);
  const transport = chooseTransport(settings, deps.clock);
  say(`Printer: ${transport.name}, profile ${profile.name} (${profile.title})`);

  const file = command.file === null ? null : readIfThere(command.file);
  if (command.file !== null && file === null) {
    say(`The file can't be read: ${command.file}`);
    return 1;
  }
  const opened = await transport.open();
  if (!opened.ok) {
    const path = settings.kind === "device" || settings.kind === "serial" ? settings.path : null;
    say(faultWords[opened.code] + (opened.code === "busy" ? await heldBy(path) : ""));
    return 1;
  }
  if (opened.value.foundAs) say(`It is not there, but at ${opened.value.foundAs}.`);
  // The line that was tried is the one that is used: some printers don't take a second one at once.
  let tried: typeof opened | null = opened;
  const printer = createDevicePrinter({
    transport: {
      ...transport,
      open: () => {
        const line = tried;
        tried = null;
        return line ? Promise.resolve(ok(line.value)) : transport.open();
      },
    },
    profile: command.everyProof ? { ...profile, proof: ["gsH", "gsR"] } : profile,
    encode: (layout, of) => file ?? encodeTicket(layout, of, { mode: chooseMode(settings, of, transport) }),
    memory: deviceMemory(
      openDataFolder(command.data ?? deps.dataDir).printerFile,
      `${transport.name}, ${profile.name}`,
      { clock: deps.clock, log: silentLog },
    ),
    clock: deps.clock,
    log: answersTo(say),
    ...(deps.times ? { times: deps.times } : {}),
  });
  try {
    return await withPrinter(deps, printer, profile);
  } finally {
    await printer.close();
  }
}

function readIfThere(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

/** Where the configuration has no device, the first printer on USB. */
const deviceOf = (settings: PrinterSettings): DeviceSettings =>
  settings.kind === "virtual" ? { ...settings, kind: "auto" } : settings;

async function withPrinter(deps: CommandDeps, printer: Printer, profile: PrinterProfile): Promise<0 | 1> {
  const { command, say, clock, signal } = deps;
  const status = await firstStatus(printer, clock);
  say(statusWords[status]);
  const well = status === "ready" || status === "paperNearEnd" || status === "unknown";
  switch (command.name) {
    case "list":
    case "status":
      return well ? 0 : 1;
    case "watch": {
      printer.onStatus((next) => say(statusWords[next]));
      await new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        signal.addEventListener("abort", () => resolve(), { once: true });
      });
      return 0;
    }
    case "test":
    case "print": {
      const texts = loadTicketTexts(join(deps.assetsDir, "locales"), [], silentLog)("ru");
      const layout = testTicket(texts, profile.widthMm, clock);
      const outcome = await printer.print({ id: "technician", layout });
      say(outcomeWords(outcome));
      return outcome.kind === "refused" ? 1 : 0;
    }
  }
}

/** What the device says first; `unknown` when it is silent for longer than any printer needs. */
export function firstStatus(printer: Printer, clock: Clock): Promise<ReturnType<Printer["status"]>> {
  return new Promise((resolve) => {
    const end = (): void => {
      cancel();
      stop();
      resolve(printer.status());
    };
    const cancel = clock.after(4000, end);
    const stop = printer.onStatus(end);
  });
}

/** Of what the device notes down, a technician wants to see what it answers. */
function answersTo(say: (line: string) => void): PrinterLog {
  const names: Readonly<Record<string, string>> = {
    dleEot: "DLE EOT (state)",
    customFull: "DLE EOT 20 (Custom's full state)",
    gsE: "GS e (ejector)",
    gsH: "GS ( H (proof with a name)",
    gsR: "GS r (proof by its order)",
  };
  return {
    write(...[event, facts]) {
      if (event !== "printer.answers") return;
      const answered = [...facts.ways, ...facts.proofs].map((one) => names[one] ?? one);
      say(`It answers: ${answered.join(", ")}`);
    },
  };
}

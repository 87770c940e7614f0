import type { Clock } from "#contract/base/ports.ts";
import type { HeardScan } from "#contract/scanner/scan.ts";
import { exitCodes } from "../../command-line/exit-codes.ts";
import { silentLog } from "../../log/silent.ts";
import { createScanner } from "../../scanner/scanner.ts";
import type { ScannerSettings } from "../../scanner/settings.ts";
import { heldBy } from "../printer/who-holds.ts";
import { tryPort } from "./try-port.ts";

const faultWords = {
  SCAN_UNREADABLE: "something that is no code",
  SCAN_PARTIAL:
    "a code without its end: check the speed, and that the scanner sends all bytes (no keyboard mode)",
  SCAN_FOREIGN: "a code of something else",
} as const;

/**
 * `scanner test`: tells of each scan what kind it is, and nothing of what it holds, until the signal.
 * @returns the exit code
 */
export async function testScanner(deps: {
  readonly settings: ScannerSettings;
  readonly clock: Clock;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}): Promise<number> {
  const { settings, say, signal } = deps;
  if (settings.kind === "none") {
    say("No scanner is configured. A line such as this one names it:");
    say("scanner: { kind: serial, path: /dev/serial/by-id/…, baudRate: 9600 }");
    return exitCodes.failed;
  }
  if (settings.kind === "keyboard") {
    say("The scanner types as a keyboard does, into the kiosk's window: hold a policy to it at the screen.");
    return exitCodes.well;
  }
  const fault = await tryPort(settings);
  if (fault !== null) {
    say(`${settings.path}: ${fault}.${await heldBy(settings.path)}`);
    say("A kiosk that runs holds its scanner: systemctl stop infomat, and start it afterwards.");
    return exitCodes.failed;
  }
  const scanner = createScanner({
    settings,
    busy: () => false,
    takeCard: ({ kind }) => (kind === "card" ? { pass: "" } : null),
    onScan: (scan) => say(`Read: ${scanWords(scan)}.`),
    clock: deps.clock,
    log: silentLog,
  });
  say(`${settings.path} is open. Hold something to the scanner; Ctrl+C ends.`);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await scanner.close();
  return exitCodes.well;
}

function scanWords(scan: HeardScan): string {
  switch (scan.kind) {
    case "policy":
      return "the barcode of a policy, with number and birth date";
    case "number":
      return "a policy's number alone";
    case "visit":
      return "a ticket of this kiosk's kind";
    case "staff":
      return "a staff card";
    case "ignored":
      return "a scan that nobody waited for";
    case "fault":
      return faultWords[scan.fault];
  }
}

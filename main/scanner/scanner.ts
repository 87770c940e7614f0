import type { Clock } from "#contract/base/ports.ts";
import type { HeardScan, ScannerState } from "#contract/scanner/scan.ts";
import type { Log } from "../log/events.ts";
import { type DecodedScan, decodeScan, decodeText } from "./decode.ts";
import { createFramer } from "./framing.ts";
import { openSerialScanner } from "./serial-port.ts";
import type { ScannerSettings } from "./settings.ts";

export type Scanner = {
  state(): ScannerState;
  /** A scan that the page took for one because it was typed too fast for a hand. */
  read(text: string): HeardScan;
  /** Bytes as they come from a device; whole scans among them go to `onScan`. */
  feed(chunk: Uint8Array): void;
  close(): Promise<void>;
};

/**
 * Reads what is held to the scanner. While `busy` (someone is signed in) a scan is not even looked at: it is
 * another person's, or a slip. The log tells kinds, never contents.
 */
export function createScanner(options: {
  settings: ScannerSettings;
  busy: () => boolean;
  onScan: (scan: HeardScan) => void;
  /** A staff card was read: what the page gets in place of its code. */
  passForCard: (code: string) => string;
  clock: Clock;
  log: Log;
}): Scanner {
  const { settings, busy, onScan, passForCard, clock, log } = options;
  const told = (scan: DecodedScan): HeardScan =>
    scan.kind === "staffCard" ? { kind: "staff", pass: passForCard(scan.code) } : scan;
  const hear = (decode: () => DecodedScan): HeardScan => {
    const scan: HeardScan = busy() ? { kind: "ignored" } : told(decode());
    log.write("scanner.scan", { kind: scan.kind === "fault" ? scan.fault : scan.kind });
    return scan;
  };
  const framer = createFramer({ clock, onFrame: (bytes) => onScan(hear(() => decodeScan(bytes))) });
  const port =
    settings.kind === "serial"
      ? openSerialScanner(settings, { onBytes: framer.push, onLost: framer.reset, clock, log })
      : null;
  return {
    state() {
      if (settings.kind !== "serial") return settings.kind;
      return port?.isOpen() ? "ready" : "away";
    },
    read: (text) => hear(() => decodeText(text)),
    feed: framer.push,
    close: async () => {
      framer.reset();
      await port?.close();
    },
  };
}

import type { Clock } from "#contract/base/ports.ts";
import type { HeardScan, ScannerState } from "#contract/scanner/scan.ts";
import type { Log } from "../log/events.ts";
import { type DecodedScan, decodeScan, decodeText, textOf } from "./decode.ts";
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

/** A scan as far as staff cards go: a printed card's code, the text of anything that isn't a patient's, or a patient's. */
type MaybeCard =
  | { readonly kind: "card"; readonly code: string }
  | { readonly kind: "badge"; readonly text: string }
  | { readonly kind: "patients" };

function maybeCard(scan: DecodedScan, text: string | null): MaybeCard {
  if (scan.kind === "staffCard") return { kind: "card", code: scan.code };
  const isOther = scan.kind === "fault" && scan.fault === "SCAN_FOREIGN" && text !== null;
  return isOther ? { kind: "badge", text: text.trim() } : { kind: "patients" };
}

/**
 * Reads what is held to the scanner. While `busy` (someone is signed in) a scan is not even looked at: it is
 * another person's, or a slip. The log tells kinds, never contents.
 */
export function createScanner(options: {
  settings: ScannerSettings;
  busy: () => boolean;
  onScan: (scan: HeardScan) => void;
  /** What may be a staff card: a pass that the page gets in its place, `taken` where that is all, or null: it is none. */
  takeCard: (scan: MaybeCard) => { readonly pass: string } | "taken" | null;
  clock: Clock;
  log: Log;
}): Scanner {
  const { settings, busy, onScan, takeCard, clock, log } = options;
  const told = (scan: DecodedScan, text: string | null): HeardScan => {
    const card = takeCard(maybeCard(scan, text));
    if (card === "taken") return { kind: "ignored" };
    if (card !== null) return { kind: "staff", pass: card.pass };
    // A printed card is always one, whoever's.
    return scan.kind === "staffCard" ? { kind: "fault", fault: "SCAN_FOREIGN" } : scan;
  };
  const hear = (decode: () => DecodedScan, text: string | null): HeardScan => {
    const scan: HeardScan = busy() ? { kind: "ignored" } : told(decode(), text);
    log.write("scanner.scan", { kind: scan.kind === "fault" ? scan.fault : scan.kind });
    return scan;
  };
  const framer = createFramer({
    clock,
    onFrame: (bytes) => onScan(hear(() => decodeScan(bytes), textOf(bytes))),
  });
  const port =
    settings.kind === "serial"
      ? openSerialScanner(settings, { onBytes: framer.push, onLost: framer.reset, clock, log })
      : null;
  return {
    state() {
      if (settings.kind !== "serial") return settings.kind;
      return port?.isOpen() ? "ready" : "away";
    },
    read: (text) => hear(() => decodeText(text), text),
    feed: framer.push,
    close: async () => {
      framer.reset();
      await port?.close();
    },
  };
}

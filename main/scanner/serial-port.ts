import { statSync } from "node:fs";
import type { SerialPort } from "serialport";
import { createBackOff } from "#contract/base/back-off.ts";
import type { Clock } from "#contract/base/ports.ts";
import { repeatEvery } from "#contract/base/repeat.ts";
import type { KioskLogLine, Log } from "../log/events.ts";

type ScannerStateLine = Extract<
  KioskLogLine,
  readonly ["scanner.ready" | "scanner.gone" | "scanner.unopened", unknown]
>;

/** A source of bytes that comes and goes, as a cable does. */
export type ScannerPort = { isOpen(): boolean; close(): Promise<void> };

export type ScannerPortEvents = {
  readonly onBytes: (chunk: Uint8Array) => void;
  /** The cable was pulled: what has come of a scan is worth nothing. */
  readonly onLost: () => void;
};

const openingRule = { first: 1_000, longest: 30_000 };
/** How often it is looked whether the device is still there, ms. */
const lookEvery = 2_000;

/**
 * Keeps a serial scanner (also one on USB that shows as a serial port) open for ever: what can't be opened or
 * was unplugged is tried again, with pauses that double from one second to thirty.
 */
export function openSerialScanner(
  { path, baudRate }: { readonly path: string; readonly baudRate: number },
  { onBytes, onLost, clock, log }: ScannerPortEvents & { readonly clock: Clock; readonly log: Log },
): ScannerPort {
  let port: SerialPort | null = null;
  let closed = false;
  const backOff = createBackOff(openingRule);
  let said: string | null = null;
  let cancelRetry: () => void = () => undefined;
  let cancelLook: () => void = () => undefined;

  /** Each state is told once: an unplugged scanner would fill the log. */
  const tell = (...line: ScannerStateLine): void => {
    if (said === line[0]) return;
    said = line[0];
    log.write(...line);
  };
  const again = (): void => {
    if (closed) return;
    cancelRetry = clock.after(backOff.failed(), () => void open());
  };

  // The library doesn't always tell of a hang-up: when it comes while a read is under way, the read goes on
  // for ever. So the device is looked for as well; where it can't be (Windows), the library's word must do.
  const look = (watched: SerialPort, was: string): void => {
    cancelLook = repeatEvery(clock, lookEvery, () => {
      if (port !== watched) return "done";
      if (deviceAt(path) === was) return "again";
      watched.close();
      return "done";
    });
  };

  const open = async (): Promise<void> => {
    // Loaded on first use: a kiosk without a serial device must start where this native module can't.
    const { SerialPort } = await import("serialport");
    if (closed) return;
    const fresh = new SerialPort({ path, baudRate, autoOpen: false });
    fresh.on("data", (chunk: Buffer) => onBytes(chunk));
    fresh.on("error", (error) => log.write("scanner.fault", { path, fault: error.message }));
    fresh.on("close", () => {
      cancelLook();
      port = null;
      onLost();
      if (closed) return;
      tell("scanner.gone", { path });
      again();
    });
    fresh.open((error) => {
      if (error) {
        tell("scanner.unopened", { path, fault: error.message });
        return again();
      }
      if (closed) return fresh.close();
      port = fresh;
      backOff.succeeded();
      tell("scanner.ready", { path });
      const device = deviceAt(path);
      if (device !== null) look(fresh, device);
    });
  };
  void open();

  return {
    isOpen: () => port !== null,
    close() {
      closed = true;
      cancelRetry();
      cancelLook();
      const open = port;
      return open ? new Promise((resolve) => open.close(() => resolve())) : Promise.resolve();
    },
  };
}

/** What stands at a path now, links followed; null where nothing does, or the system can't tell. */
function deviceAt(path: string): string | null {
  try {
    const { dev, ino, rdev } = statSync(path);
    return `${dev} ${ino} ${rdev}`;
  } catch {
    return null;
  }
}

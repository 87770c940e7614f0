import type { SerialPort } from "serialport";
import type { Clock, Log } from "#contract/ports.ts";

/** A source of bytes that comes and goes, as a cable does. */
export type ScannerPort = { close(): Promise<void> };

export type ScannerPortEvents = {
  readonly onBytes: (chunk: Uint8Array) => void;
  /** The cable was pulled: what has come of a scan is worth nothing. */
  readonly onLost: () => void;
};

const firstPause = 1_000;
const longestPause = 30_000;

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
  let pause = firstPause;
  let said: string | null = null;
  let cancelRetry: () => void = () => undefined;

  /** Each state is told once: an unplugged scanner would fill the log. */
  const tell = (state: string, facts: Record<string, unknown> = {}): void => {
    if (said === state) return;
    said = state;
    const note = state === "scanner is ready" ? log.info : log.warn;
    note(state, { path, ...facts });
  };
  const again = (): void => {
    if (closed) return;
    cancelRetry = clock.after(pause, () => void open());
    pause = Math.min(pause * 2, longestPause);
  };

  const open = async (): Promise<void> => {
    // Loaded on first use: a kiosk without a serial device must start where this native module can't.
    const { SerialPort } = await import("serialport");
    if (closed) return;
    const fresh = new SerialPort({ path, baudRate, autoOpen: false });
    fresh.on("data", (chunk: Buffer) => onBytes(chunk));
    fresh.on("error", (error) => log.warn("scanner fault", { path, fault: error.message }));
    fresh.on("close", () => {
      port = null;
      onLost();
      if (closed) return;
      tell("scanner is gone");
      again();
    });
    fresh.open((error) => {
      if (error) {
        tell("scanner can't be opened", { fault: error.message });
        return again();
      }
      if (closed) return fresh.close();
      port = fresh;
      pause = firstPause;
      tell("scanner is ready");
    });
  };
  void open();

  return {
    close() {
      closed = true;
      cancelRetry();
      const open = port;
      return open ? new Promise((resolve) => open.close(() => resolve())) : Promise.resolve();
    },
  };
}

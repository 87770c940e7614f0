import type { SerialPort } from "serialport";
import { type Clock, fail, ok, type Result } from "#contract/index.ts";
import { faultOf } from "./faults.ts";
import { inTime, writeInChunks } from "./in-time.ts";
import { type Connection, openWithin, type Transport, type TransportFault } from "./transport.ts";

export type SerialPlace = {
  /** `/dev/ttyS0`, `/dev/serial/by-id/…`, `COM3`. */
  readonly path: string;
  readonly baudRate: number;
  /**
   * How the printer says "wait". Wires (`rtscts`) are the better choice: with `xonxoff` a picture's bytes 11
   * and 13 would be taken for the signs themselves.
   */
  readonly flow: "rtscts" | "xonxoff" | "none";
};

const chunkSize = 1024;
/** Eight data bits with a start and a stop bit. */
const bitsPerByte = 10;

/** A printer on a serial line, or on USB as a serial port. */
export function serialTransport({ path, baudRate, flow }: SerialPlace, clock: Clock): Transport {
  return {
    name: `serial ${path} at ${baudRate}`,
    bytesPerSecond: Math.floor(baudRate / bitsPerByte),
    async open(): Promise<Result<Connection, TransportFault>> {
      // Loaded on first use: a kiosk without a serial device must start where this native module can't.
      const { SerialPort } = await import("serialport");
      const port = new SerialPort({
        path,
        baudRate,
        rtscts: flow === "rtscts",
        xon: flow === "xonxoff",
        xoff: flow === "xonxoff",
        autoOpen: false,
      });
      const opened = new Promise<TransportFault | null>((resolve) => {
        port.open((error) => resolve(error ? faultOf(error) : null));
      });
      const answer = await inTime(opened, openWithin, clock);
      if (answer.inTime && answer.value === null) return ok(connectionOver(port, clock));
      if (!answer.inTime) void opened.then((fault) => fault ?? port.close());
      return fail(answer.inTime ? (answer.value ?? "broken") : "timeout");
    },
  };
}

function connectionOver(port: SerialPort, clock: Clock): Connection {
  let fault: TransportFault | "closed" = "gone";
  const over = new Promise<TransportFault | "closed">((resolve) => {
    port.once("close", () => resolve(fault));
  });
  port.on("error", (error) => {
    if (fault !== "closed") fault = faultOf(error);
  });
  return {
    hears: true,
    usb: null,
    write: async (bytes, within) => {
      if (!port.isOpen) return { kind: "failed", fault: "gone", bytes: 0, exact: true };
      const outcome = await writeInChunks({
        bytes,
        size: chunkSize,
        within,
        clock,
        errorsAreExact: false,
        put: (chunk) => sent(port, chunk),
      });
      // A drain under "wait" never returns by itself, and would hold the port open: what is left is dropped.
      if (outcome.kind === "failed" && port.isOpen) port.flush();
      return outcome;
    },
    listen: (listener) => void port.on("data", listener),
    over,
    async close(dropUnsent) {
      fault = "closed";
      if (dropUnsent && port.isOpen) port.flush();
      if (port.isOpen) port.close();
      await over;
    },
  };
}

/** Resolves when the chunk has left the machine, not only when the driver has taken it. */
const sent = (port: SerialPort, chunk: Uint8Array): Promise<number> =>
  new Promise((resolve, reject) => {
    const failed = (error: Error | null | undefined): void => reject(error ?? new Error("port is closed"));
    port.once("close", failed);
    port.write(Buffer.from(chunk), (fault) => {
      if (fault) return failed(fault);
      port.drain((late) => {
        port.off("close", failed);
        if (late) failed(late);
        else resolve(chunk.length);
      });
    });
  });

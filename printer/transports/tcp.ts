import { createConnection, type Socket } from "node:net";
import { type Clock, fail, ok, type Result } from "#contract/index.ts";
import { faultOf } from "./faults.ts";
import { inTime, writeInChunks } from "./in-time.ts";
import { type Connection, openWithin, type Transport, type TransportFault } from "./transport.ts";

export type TcpPlace = { readonly host: string; readonly port: number };

const chunkSize = 8192;
/** How soon the system asks a silent peer whether it is still there, ms. */
const keepAlive = 10_000;

/**
 * A printer with a raw TCP port (9100, "JetDirect"). What was written has been taken by this machine's network
 * code and no more: a peer that never reads takes 60 kB without a word, so only the device's own answers
 * tell that a ticket was printed.
 */
export function tcpTransport({ host, port }: TcpPlace, clock: Clock): Transport {
  return {
    name: `tcp ${host}:${port}`,
    bytesPerSecond: null,
    async open(): Promise<Result<Connection, TransportFault>> {
      const socket = createConnection({ host, port, noDelay: true, keepAliveInitialDelay: keepAlive });
      const connected = new Promise<TransportFault | null>((resolve) => {
        socket.once("connect", () => resolve(null));
        socket.once("error", (error) => resolve(faultOf(error)));
      });
      const answer = await inTime(connected, openWithin, clock);
      const fault = answer.inTime ? answer.value : "timeout";
      if (fault !== null) {
        socket.destroy();
        return fail(fault);
      }
      socket.setKeepAlive(true, keepAlive);
      return ok(connectionOver(socket, clock));
    },
  };
}

function connectionOver(socket: Socket, clock: Clock): Connection {
  let fault: TransportFault | "closed" = "gone";
  const over = new Promise<TransportFault | "closed">((resolve) => {
    socket.once("close", () => resolve(fault));
  });
  socket.on("error", (error) => {
    if (fault !== "closed") fault = faultOf(error);
  });
  // A printer that hangs up its half will not answer any more.
  socket.once("end", () => socket.destroy());
  return {
    hears: true,
    usb: null,
    write: async (bytes, within) =>
      socket.destroyed
        ? { kind: "failed", fault: "gone", bytes: 0, exact: true }
        : writeInChunks({
            bytes,
            size: chunkSize,
            within,
            clock,
            errorsAreExact: false,
            put: (chunk) =>
              new Promise((resolve, reject) => {
                socket.write(chunk, (error) => (error ? reject(error) : resolve(chunk.length)));
              }),
          }),
    listen: (listener) => void socket.on("data", listener),
    over,
    async close(dropUnsent) {
      fault = "closed";
      // An ordinary end lets the system go on sending in the background, for minutes where the printer stands still.
      if (dropUnsent) socket.resetAndDestroy();
      else socket.destroy();
      await over;
    },
  };
}

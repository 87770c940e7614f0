import type { Result } from "#contract/index.ts";

/**
 * Why a device can't be reached, or stopped taking bytes.
 * - `notFound`: no such device, port or printer; it may be unplugged
 * - `denied`: this user may not use it
 * - `busy`: another program holds it
 * - `unreachable`: the network does not lead there, or nobody listens
 * - `timeout`: it did not take the bytes, or did not answer, in time
 * - `stopped`: the system's queue for it is stopped, or holds its jobs
 * - `gone`: it was there and went away
 * - `notADevice`: the path names something that is no printer, such as a plain file
 * - `broken`: any other fault of the system
 */
export const transportFaults = [
  "notFound",
  "denied",
  "busy",
  "unreachable",
  "timeout",
  "stopped",
  "gone",
  "notADevice",
  "broken",
] as const;
export type TransportFault = (typeof transportFaults)[number];

/**
 * What became of a write. `bytes` were handed over for certain. Where it failed, `exact` tells that not one
 * more has left: only `bytes: 0` with `exact` makes it safe to send the same again.
 */
export type WriteOutcome =
  | { readonly kind: "written"; readonly bytes: number }
  | {
      readonly kind: "failed";
      readonly fault: TransportFault;
      readonly bytes: number;
      readonly exact: boolean;
    };

/** Who a USB device says it is: ids of four hex digits. */
export type UsbIdentity = { readonly vendor: string; readonly product: string };

/** An open line to a printer. After a failed write it is of no further use and is to be closed. */
export interface Connection {
  /** Whether the device can be heard at all. */
  readonly hears: boolean;
  /** Where the device was found, if not at the place that was named. */
  readonly foundAs?: string;
  /** What the line itself tells of the device, where it does. */
  readonly usb: UsbIdentity | null;
  /** Sends all of `bytes`, or fails after `within` ms. One write at a time. */
  write(bytes: Uint8Array, within: number): Promise<WriteOutcome>;
  /** Everything that the device sends from now on. One listener at a time. */
  listen(listener: (bytes: Uint8Array) => void): void;
  /** Settles when the line is lost, or closed from this side; never rejects. */
  readonly over: Promise<TransportFault | "closed">;
  /** Why nothing can be printed over this line now, where it tells: asked before each ticket. */
  fault?(): Promise<TransportFault | null>;
  /** The printer class's own status (GET_PORT_STATUS), where the line has one; null when it doesn't answer. */
  portStatus?(): Promise<number | null>;
  /** `dropUnsent`: what the system or a queue still holds of it is thrown away, as far as that can be. */
  close(dropUnsent?: "dropUnsent"): Promise<void>;
}

/** A way to one printer. Opening it again after a loss is how one reconnects. */
export interface Transport {
  /** For logs and technicians: kind and place, such as `tcp 192.168.1.50:9100`. */
  readonly name: string;
  /** How fast bytes travel where that is slow enough to wait for; null where it isn't. */
  readonly bytesPerSecond: number | null;
  open(): Promise<Result<Connection, TransportFault>>;
}

/** How long opening a line may take, ms. */
export const openWithin = 3000;

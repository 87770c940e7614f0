import type { Clock } from "#contract/index.ts";
import type { TicketLayout } from "../layout/index.ts";
import type { PrinterLog } from "../log-events.ts";
import type { PrinterProfile } from "../profiles/index.ts";
import type { Proof } from "../proof/index.ts";
import type { StatusQuestion } from "../status/index.ts";
import type { Transport, UsbIdentity } from "../transports/index.ts";

/** What a device has been seen to answer: silence from one that once answered means something. */
export type Learned = { readonly ways: readonly StatusQuestion[]; readonly proofs: readonly Proof[] };

/** Where that is kept, across restarts. */
export interface DeviceMemory {
  get(): Learned;
  set(learned: Learned): void;
}

/** How long the device is given for what, ms. */
export type DeviceTimes = {
  /** Between two looks at an idle device. */
  readonly poll: number;
  /** Between two tries to reach it: the first pause, doubled up to the last. */
  readonly retryFirst: number;
  readonly retryLast: number;
  /** How long a ticket waits for a line that is just being opened. */
  readonly connect: number;
  /** For a whole ticket to be taken, besides what a slow line needs. */
  readonly write: number;
  /** From the last byte to the proof, besides what a slow line needs. */
  readonly proof: number;
  /** How long a ticket may stay at the presenter while its owner is there. */
  readonly presented: number;
  /** What a ticket needs at most, from its last byte, to come out of a printer that nothing stops. */
  readonly comingOut: number;
};

export const deviceTimes: DeviceTimes = {
  poll: 3000,
  retryFirst: 500,
  retryLast: 4000,
  connect: 3000,
  write: 15_000,
  proof: 10_000,
  presented: 30_000,
  comingOut: 3000,
};

export type DeviceOptions = {
  readonly transport: Transport;
  readonly profile: PrinterProfile;
  /** The profile for a printer that tells who it is; the one above where this has none. */
  readonly profileFor?: (device: UsbIdentity) => PrinterProfile | null;
  readonly encode: (layout: TicketLayout, profile: PrinterProfile) => Uint8Array | Promise<Uint8Array>;
  readonly clock: Clock;
  readonly log: PrinterLog;
  readonly memory?: DeviceMemory;
  readonly times?: Partial<DeviceTimes>;
  /** Bytes of the longest command that a ticket may hold; a picture's band where it is left out. */
  readonly longestCommand?: number;
  /** 0 ≤ x < 1. */
  readonly random?: () => number;
};

/** Forgets when the program ends. */
export function memoryOfThisRun(): DeviceMemory {
  let learned: Learned = { ways: [], proofs: [] };
  return {
    get: () => learned,
    set: (next) => {
      learned = next;
    },
  };
}

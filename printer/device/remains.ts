import { cleanUp, longestBand } from "../encode/index.ts";
import type { PrinterProfile } from "../profiles/index.ts";

/** Bytes of `GS v 0` and of `GS ( k` before their data. */
const longestHead = 8;

/**
 * What a ticket of which nobody knows the end may have left in the device: an unfinished command, which takes the
 * next bytes for its data; a piece on the paper; the rest of it in a memory. Kept from line to line: a device
 * doesn't begin anew because the line does.
 */
export interface Remains {
  /** Whether the device may wait for the rest of a command. */
  readonly open: boolean;
  /** Whether the device's memory is to be emptied first of all. */
  readonly mustClear: boolean;
  /** A line was opened: whoever used the device before may have left it in the middle of a command. */
  lineOpened(): void;
  /** This job's bytes have been handed over, in part or whole. `broken`: something stopped it for certain. */
  unproven(job: string, broken: boolean): void;
  proven(job: string): void;
  /** A ticket must not come out any more. */
  discarded(): void;
  /** Zeros that complete the head of any command, so that what follows them is data at most. */
  completingHead(): Uint8Array;
  /** What completes an open command; it leaves a piece where it is: nobody stands there who should find it. */
  completing(profile: PrinterProfile): Uint8Array;
  completed(): void;
  /** What goes before a ticket, so that it begins on clean paper; empty where nothing is left. */
  beforeTicket(profile: PrinterProfile): Uint8Array;
  cleaned(): void;
  /** The commands that empty the memory have been handed over. */
  cleared(): void;
}

export function createRemains(longestCommand: number | undefined): Remains {
  // Nobody knows what was sent before this program began.
  let open = true;
  let piece = false;
  let clear = false;
  let last: string | null = null;
  const longest = (profile: PrinterProfile): number => longestCommand ?? longestBand(profile);
  return {
    get open() {
      return open;
    },
    get mustClear() {
      return clear;
    },
    lineOpened() {
      open = true;
    },
    unproven(job, broken) {
      last = job;
      open = true;
      if (broken) piece = true;
    },
    proven(job) {
      if (job !== last && last !== null) return;
      last = null;
      open = false;
      piece = false;
    },
    discarded() {
      open = true;
      piece = true;
      clear = true;
    },
    completingHead: () => new Uint8Array(longestHead),
    completing: (profile) => cleanUp(profile, { longest: longest(profile), piece: false }),
    completed() {
      open = false;
    },
    beforeTicket: (profile) => cleanUp(profile, { longest: open ? longest(profile) : 0, piece }),
    cleaned() {
      open = false;
      piece = false;
    },
    cleared() {
      clear = false;
    },
  };
}

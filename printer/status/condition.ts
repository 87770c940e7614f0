import type { PrinterStatus } from "#contract/index.ts";

/** What a device told of itself, in one vocabulary for all the ways of asking. */
export type Condition = {
  readonly offline: boolean;
  readonly cover: boolean;
  readonly paperOut: boolean;
  readonly nearEnd: boolean;
  readonly cutter: boolean;
  readonly jam: boolean;
  /** Stopped by heat; it goes on by itself. */
  readonly hot: boolean;
  /** A fault that only a technician can clear. */
  readonly dead: boolean;
  /** A ticket waits at the presenter; null where the device has no such sensor. */
  readonly ticketPresent: boolean | null;
};

export const clear: Condition = {
  offline: false,
  cover: false,
  paperOut: false,
  nearEnd: false,
  cutter: false,
  jam: false,
  hot: false,
  dead: false,
  ticketPresent: null,
};

/** Two readings of one moment, such as the four parts of a real-time status. */
export function together(one: Condition, other: Condition): Condition {
  return {
    offline: one.offline || other.offline,
    cover: one.cover || other.cover,
    paperOut: one.paperOut || other.paperOut,
    nearEnd: one.nearEnd || other.nearEnd,
    cutter: one.cutter || other.cutter,
    jam: one.jam || other.jam,
    hot: one.hot || other.hot,
    dead: one.dead || other.dead,
    ticketPresent: other.ticketPresent ?? one.ticketPresent,
  };
}

/**
 * The one status that is shown. Of several faults the one that a person must see to first: an open cover also
 * reads as "no paper", and every fault also reads as "offline".
 */
export function statusOf(condition: Condition): PrinterStatus {
  if (condition.cover) return "coverOpen";
  if (condition.cutter) return "cutter";
  if (condition.jam) return "jam";
  if (condition.paperOut) return "paperOut";
  if (condition.hot) return "overheated";
  if (condition.dead || condition.offline) return "offline";
  return condition.nearEnd ? "paperNearEnd" : "ready";
}

/** Whether a ticket may be sent in this state. A device that tells nothing is tried. */
export function mayPrint(status: PrinterStatus): boolean {
  return status === "ready" || status === "paperNearEnd" || status === "unknown";
}

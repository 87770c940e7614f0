import type { PrinterStatus, TicketFateName } from "#contract/index.ts";
import type { TicketLayout } from "./layout/index.ts";

/**
 * How a print job ended.
 * - `printed`: the device proved that the ticket came out.
 * - `refused`: nothing was written to the device; printing again can't make a second ticket.
 * - `unknown`: some or all of it was written, and the device did not tell what became of it. It is never
 *   repeated without asking.
 */
export type PrintOutcome =
  | { readonly kind: "printed" }
  | { readonly kind: "refused"; readonly status: PrinterStatus }
  | { readonly kind: "unknown"; readonly status: PrinterStatus };

export type PrintJob = {
  /** Random; it may become a file name, so it holds `A–Z a–z 0–9 -` only and nothing personal. */
  readonly id: string;
  readonly layout: TicketLayout;
};

/** The moments of a job that must be on record before the device goes on. */
export type PrintSteps = {
  /**
   * The first byte is about to leave: from here on the ticket may come out, whatever happens. `false` calls the
   * job off; it ends `refused`. If it throws, nothing is written either.
   */
  begin(): boolean;
  /** Writing has ended; `bytes` were handed over, `whole` tells that this is all of them. */
  wrote(bytes: number, whole: boolean): void;
};

/**
 * What becomes known of a ticket after, or besides, its job's outcome: a late proof, and where there is a
 * presenter, whether it was taken from there or retracted.
 */
export type TicketFate = {
  readonly job: string;
  readonly fate: TicketFateName;
};

/** A ticket printer. Every expected failure is an outcome; a promise that rejects is a bug. */
export interface Printer {
  /** What is known of the device now. */
  status(): PrinterStatus;
  /** Tells each change of the status; the answer ends it. */
  onStatus(listener: (status: PrinterStatus) => void): () => void;
  print(job: PrintJob, steps?: PrintSteps): Promise<PrintOutcome>;
  onFate(listener: (fate: TicketFate) => void): () => void;
  /** Whether the device may still print this job by itself, such as from its memory after a refill. */
  mayYetPrint(job: string): boolean;
  /**
   * This job must not come out any more: what of it waits here, in a queue on its way, or in the device's own
   * memory is dropped, as far as each of them can. What is on paper stays there. Never waits.
   */
  discard(job: string): void;
  /** The patient is gone: a ticket at the presenter is taken back when its owner had time enough to take it. */
  ownerLeft(): void;
  close(): Promise<void>;
}

import type { PrinterStatus } from "#contract/index.ts";
import type { TicketLayout } from "./layout/index.ts";

/**
 * How a print job ended.
 * - `printed`: the ticket came out.
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

/** A ticket printer. Every expected failure is an outcome; a promise that rejects is a bug. */
export interface Printer {
  /** What is known of the device now. */
  status(): PrinterStatus;
  /** Tells each change of the status; the answer ends it. */
  onStatus(listener: (status: PrinterStatus) => void): () => void;
  print(job: PrintJob): Promise<PrintOutcome>;
  close(): Promise<void>;
}

import type { Ticket } from "#contract/index.ts";
import type { PrintOutcome, TicketFate, TicketLayout } from "#printer/index.ts";
import type { ReviewTicket, TicketEdition } from "../journal/index.ts";

/** How a request to print ended. `cancelled`: its session ended before the first byte left. */
export type QueueOutcome = PrintOutcome | { readonly kind: "cancelled" };

export type QueueRequest = {
  readonly ticket: Ticket;
  /** Called with what to print, when that is known: a copy is marked. */
  readonly layout: (copy: boolean) => TicketLayout;
  /** The first byte is leaving: from here on the patient must be allowed to wait until `ended`. */
  readonly onBegin?: (ended: Promise<unknown>) => void;
};

/** What became known of a ticket after its request had ended. */
export type TicketNews = { readonly ticket: TicketEdition; readonly fate: TicketFate["fate"] };

/** The way of tickets to the printer, recorded at each step. */
export interface PrintQueue {
  /**
   * Prints a visit's ticket; asked again while it prints, it answers with the same job's outcome. A printer that
   * can't be reached is tried again for a few seconds; what may have left in part is never sent again by itself.
   */
  print(request: QueueRequest): Promise<QueueOutcome>;
  /**
   * What the patient says to "did it come out?". False when nobody asked. After a "no" it must not come out later,
   * from a queue or from the printer's memory.
   */
  cameOut(ticket: TicketEdition, yes: boolean): boolean;
  /**
   * The patient is gone. Jobs that have not begun are cancelled; unconfirmed ones are removed from every queue and
   * memory on their way; a ticket in the presenter is retracted once its owner had time to take it.
   */
  sessionEnded(): void;
  /** Jobs that are under way or wait for the printer. */
  size(): number;
  onNews(listener: (news: TicketNews) => void): () => void;
  /** Tickets that reception should know of, oldest first; see the journal. */
  forReview(): ReviewTicket[];
  /** Every ticket of the last hours by its jobs, the newest first. */
  all(): ReviewTicket[];
  /** How many tickets were printed since an instant (ms), copies not counted. */
  printedSince(instant: number): number;
  /** Reception has seen to one of them. */
  settle(jobId: string): void;
  /** Waits for what is under way; the printer is to be closed before. */
  close(): Promise<void>;
}

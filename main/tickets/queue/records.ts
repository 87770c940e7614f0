import type { Log } from "../../log/events.ts";
import type { TicketEdition } from "../journal/index.ts";

/** What tells two tickets apart: a visit that was moved has another one. */
export const ticketKey = ({ visitId, date, time }: TicketEdition): string => `${visitId} ${date} ${time}`;

export const sameTicket = (one: TicketEdition, other: TicketEdition): boolean =>
  ticketKey(one) === ticketKey(other);

/** SQLite's own errors: a full disk, a file that can't be read. */
export const isStoreFault = (error: unknown): error is Error & { code: string } =>
  error instanceof Error &&
  "code" in error &&
  typeof error.code === "string" &&
  error.code.startsWith("SQLITE_");

/** Wraps writes of records, so that a store's fault never stops the printing: it is logged, and the write answers null. */
export function tellingStoreFaults(log: Log): <T>(job: string, write: () => T) => T | null {
  return (job, write) => {
    try {
      return write();
    } catch (error) {
      if (!isStoreFault(error)) throw error;
      log.write("tickets.journal-unwritable", { job, code: error.code });
      return null;
    }
  };
}

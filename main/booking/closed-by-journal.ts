import { JournalUnwritable } from "./journal/unwritable.ts";

/** What a patient is told of an operation whose journal entry could not be written. */
type Told = { readonly kind: "closed" } | { readonly kind: "unknown"; readonly key: string };

/**
 * Answers in words where the journal can't be written. Before anything was sent, nothing is: booking is closed for now.
 * After that, what became of it is settled once the journal can be written again, as with an answer that was lost.
 */
export async function closedByJournal<T>(work: () => Promise<T>): Promise<T | Told> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof JournalUnwritable)) throw error;
    return error.about?.wasSent ? { kind: "unknown", key: error.about.key } : { kind: "closed" };
  }
}

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "#contract/base/ports.ts";
import { repeatEvery } from "#contract/base/repeat.ts";
import { identityOf } from "../../files/watch.ts";
import type { Log } from "../../log/events.ts";
import type { Journal } from "./journal.ts";
import { hasSetAside, journalPrefix } from "./open-safely.ts";
import { JournalUnwritable } from "./unwritable.ts";

/**
 * Why nothing is booked, or `open`.
 * - `unwritable`: the disk takes no entry (full, read-only, broken). It is tried again and again.
 * - `setAside`: entries may be lost, and people have not settled it yet: see open-safely.ts.
 * - `gone`: the file was deleted or replaced while the kiosk runs. The core restarts soon, which writes it back.
 */
export type JournalHealth = "open" | "unwritable" | "setAside" | "gone";

export type GuardedJournal = {
  /** The journal; what it can't write closes booking until it can. */
  readonly journal: Journal;
  health(): JournalHealth;
  /** Looks whether something has changed: called at intervals. */
  check(): void;
};

/** How often a journal that took no entry is tried again, ms. */
const retryAfter = 3000;

/** Only the journal may stop a booking: this tells whether it does, and notices by itself when it no longer does. */
export function guardJournal(options: {
  readonly journal: Journal;
  readonly file: string;
  readonly setAsideDir: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly onChange: (health: JournalHealth) => void;
}): GuardedJournal {
  const { journal, clock, log, onChange } = options;
  const identity = identityOf(options.file);
  let isWritable = true;
  let isGone = false;
  let told: JournalHealth = "open";
  let cancelRetry: () => void = () => undefined;

  const health = (): JournalHealth => {
    if (isGone) return "gone";
    if (hasSetAside(options.setAsideDir)) return "setAside";
    return isWritable ? "open" : "unwritable";
  };
  const tell = (): void => {
    const now = health();
    if (now === told) return;
    told = now;
    if (now === "open") log.write("journal.open");
    else log.write("journal.closed", { journal: now });
    onChange(now);
  };
  const retry = (): "again" | "done" => {
    try {
      journal.probe();
    } catch (error) {
      if (!(error instanceof JournalUnwritable)) throw error;
      return "again";
    }
    isWritable = true;
    tell();
    return "done";
  };
  const check = (): void => {
    isGone ||= identity.loss() !== null;
    tell();
  };
  const wasSent = (key: string): boolean => {
    try {
      return (journal.get(key)?.sent.length ?? 0) > 0;
    } catch {
      // The journal can't be read: the patient is told nothing that might be wrong.
      return true;
    }
  };
  const guarded = <T>(write: () => T, key?: string): T => {
    try {
      return write();
    } catch (error) {
      if (error instanceof JournalUnwritable && key !== undefined)
        error.about = { key, wasSent: wasSent(key) };
      if (error instanceof JournalUnwritable && isWritable) {
        isWritable = false;
        cancelRetry = repeatEvery(clock, retryAfter, retry);
        tell();
      }
      throw error;
    }
  };

  tell();
  return {
    journal: {
      ...journal,
      open(operation) {
        check();
        if (isGone) throw new JournalUnwritable(new Error("the file is gone"));
        guarded(() => journal.open(operation));
      },
      sending: (key, versions) => guarded(() => journal.sending(key, versions), key),
      advance: (key, happened, learned) => guarded(() => journal.advance(key, happened, learned), key),
      nextTicket: (above) => guarded(() => journal.nextTicket(above)),
      close() {
        cancelRetry();
        // A file that was put in its place lacks what has been entered since.
        if (identity.loss() === "replaced") {
          mkdirSync(options.setAsideDir, { recursive: true, mode: 0o700 });
          const stamp = new Date(clock.now()).toISOString().replace(/[:.]/g, "");
          journal.copyTo(join(options.setAsideDir, `${journalPrefix}replaced-${stamp}.sqlite`));
        }
        journal.close();
      },
    },
    health,
    check,
  };
}

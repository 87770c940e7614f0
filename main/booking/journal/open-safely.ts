import { existsSync, mkdirSync, readdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import type { Clock } from "#contract/base/ports.ts";
import { codeOf, writeWholeFile } from "../../files/whole-file.ts";
import type { Log } from "../../log/events.ts";
import type { DataFolder } from "../../store/data-folder.ts";
import { StoreError } from "../../store/errors.ts";
import { openDatabase } from "../../store/open.ts";
import { type Journal, journalMigrations, openJournal, ticketStep } from "./journal.ts";
import { type KioskState, readKioskState, writeKioskState } from "./kiosk-state.ts";
import { salvage } from "./salvage.ts";

/** Files in the set-aside folder that close booking as long as they lie there begin with this. */
export const journalPrefix = "journal-";

/** Whether a journal lies in the set-aside folder. */
export function hasSetAside(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => name.startsWith(journalPrefix));
  } catch {
    return false;
  }
}

/**
 * Opens the booking journal, and never begins it anew in silence: where entries may be lost, what is left of it goes
 * into the set-aside folder with a note for people, and booking is closed until they have moved that away.
 *
 * - damaged: the file is set aside, what can be read of it is copied into a new one, which settles it.
 * - deleted or emptied: the kiosk's state file knows that there was a journal, and so does the mirror's counter of
 *   tickets, which kiosks had before the state file.
 *
 * @throws {StoreError} `STORE_FROM_FUTURE`, `STORE_UNWRITABLE`
 */
export function openJournalSafely(options: {
  readonly folder: DataFolder;
  readonly clock: Clock;
  readonly log: Log;
}): { readonly journal: Journal; readonly tickets: TicketWitness } {
  const { folder, clock, log } = options;
  const { journalFile: file } = folder;
  const stamp = new Date(clock.now()).toISOString().replace(/[:.]/g, "");
  const setAsideAs = join(folder.setAsideDir, `state-${stamp}.json`);
  const state = readKioskState(folder.stateFile, { setAsideAs, log });
  const mirrored = mirroredTickets(folder.storeFile);
  const isThere = (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
  const setAside = (suffix: string): string => {
    mkdirSync(folder.setAsideDir, { recursive: true, mode: 0o700 });
    return join(folder.setAsideDir, `${journalPrefix}${stamp}${suffix}`);
  };
  const tell = (text: string): void => {
    writeWholeFile(setAside(".txt"), `${text}\n\n${whatToDo}\n`);
  };

  if (!isThere && (state.journal !== null || mirrored > 0)) {
    log.write("journal.lost");
    tell("The booking journal was deleted or emptied.");
  } else if (isThere && isDamaged(file)) {
    const moved = setAside(".sqlite");
    for (const suffix of ["", "-wal", "-shm"])
      if (existsSync(`${file}${suffix}`)) renameSync(`${file}${suffix}`, `${moved}${suffix}`);
    const anew = openDatabase(file, { migrations: journalMigrations, secureDelete: true });
    const counts = salvage(moved, anew);
    anew.close();
    const rest = `${counts.copied} unsettled entries were read and are being settled; at least ${counts.lost} can't be read.`;
    log.write("journal.damaged", counts);
    tell(`The booking journal was damaged. ${rest}`);
  }
  const journal = openJournal({ file, key: folder.key, clock });
  if (state.journal !== null && isThere && state.journal !== journal.id && !hasSetAside(folder.setAsideDir)) {
    log.write("journal.foreign");
    tell("Another journal stands in the place of this kiosk's.");
  }
  const known = Math.max(state.tickets, mirrored);
  const tickets = ticketWitness({ file: folder.stateFile, log, noted: state, known });
  tickets.noteJournal(journal.id);
  return { journal, tickets };
}

const whatToDo = `This kiosk books nothing as long as files that begin with "${journalPrefix}" lie in this folder.
Bookings that were under way then may stand at the central API without anybody having been told, or may have been shown and be lost.
What to do: reception compares this kiosk's bookings of that day with the central API's. Then move these files out of the
folder; the kiosk books again within seconds, without a restart. Never put an older copy of the journal back.`;

/** Whether its pages aren't what they should be, or its tables are gone. */
function isDamaged(file: string): boolean {
  try {
    openDatabase(file, { migrations: journalMigrations, secureDelete: true }).close();
    return false;
  } catch (error) {
    if (error instanceof StoreError && error.code === "STORE_DAMAGED") return true;
    // A migration finds no table of ours: another program has changed the file.
    if (codeOf(error) === "SQLITE_ERROR") return true;
    throw error;
  }
}

/** The last ticket number that a former version gave out, from the mirror; 0 where it doesn't say. */
function mirroredTickets(storeFile: string): number {
  if (!statSync(storeFile, { throwIfNoEntry: false })?.size) return 0;
  let store: Database.Database | null = null;
  try {
    store = new Database(storeFile, { readonly: true });
    const last = store.prepare("SELECT last FROM ticket_counter").pluck().get();
    return typeof last === "number" ? last : 0;
  } catch {
    return 0;
  } finally {
    store?.close();
  }
}

/** Ticket numbers outside the journal, so that none is given out twice when the journal is lost. */
export type TicketWitness = {
  /** A number that is at least as high as any that was given out. */
  readonly known: number;
  /** This one is given out now. Noted ahead in steps, so that not every booking writes the file. */
  note(ticket: number): void;
  noteJournal(id: string): void;
};

function ticketWitness(options: {
  readonly file: string;
  readonly log: Log;
  /** What the file holds. */
  readonly noted: KioskState;
  readonly known: number;
}): TicketWitness {
  const { file, log, known } = options;
  let { noted } = options;
  const write = (next: typeof noted): void => {
    try {
      writeKioskState(file, next);
      noted = next;
    } catch (error) {
      // Tried again at the next number. Nothing may stop a booking but the journal.
      log.write("journal.state-unwritable", { code: codeOf(error) });
    }
  };
  return {
    known,
    note(ticket) {
      if (ticket > noted.tickets) write({ ...noted, tickets: ticket + ticketStep });
    },
    noteJournal(id) {
      if (noted.journal !== id) write({ ...noted, journal: id });
    },
  };
}

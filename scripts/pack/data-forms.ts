import { journalMigrations } from "#main/booking/journal/journal.ts";
import { outboxMigrations } from "#main/mail/outbox/migrations.ts";
import { attempts } from "#main/patients/throttle-file.ts";
import { migrations } from "#main/schedules/migrations/index.ts";
import type { Migration } from "#main/store/migration.ts";
import { journalMigrations as printMigrations } from "#main/tickets/journal/migrations.ts";

/**
 * The form in which this version keeps each database: the number of its newest migration. A package brings the list
 * along, and one that knows fewer of an installed version's forms is refused before anything is replaced.
 */
export function dataForms(): ReadonlyMap<string, number> {
  const last = (steps: readonly Migration[]): number => Math.max(...steps.map(({ number }) => number));
  return new Map([
    ["infomat.sqlite", last(migrations)],
    ["journal.sqlite", last(journalMigrations)],
    ["outbox.sqlite", last(outboxMigrations)],
    ["print-journal.sqlite", last(printMigrations)],
    ["sign-in-limits.sqlite", last([attempts])],
  ]);
}

import { z } from "zod";
import type { Clock } from "#contract/base/ports.ts";
import { languageSchema } from "#contract/base/scalars.ts";
import { type Ticket, ticketSchema } from "#contract/tickets/ticket.ts";
import { dayAndTimeSchema } from "#contract/time/calendar.ts";
import { openDatabase } from "../../store/open.ts";
import { createSeal } from "../../store/seal.ts";
import { outboxMigrations } from "./migrations.ts";

/** What has become of a visit since an e-mail about it went out; `before`: when it was, as that e-mail said. */
const changeSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("moved"), before: dayAndTimeSchema }),
  z.object({ kind: z.literal("cancelled") }),
]);
const contentSchema = z.object({
  address: z.string(),
  language: languageSchema,
  ticket: ticketSchema,
  change: changeSchema.optional(),
});
/** What an e-mail is made of when it goes. */
export type EmailContent = z.infer<typeof contentSchema>;

type WaitingEmail = {
  /** UUID; the Message-ID is made of it. */
  readonly id: string;
  /** Wall clock, ms. */
  readonly created: number;
  /** Null where it was sealed under another key, or changed: it can never go. */
  readonly content: EmailContent | null;
};

/**
 * E-mails that wait to go. Every call is one transaction with `synchronous=FULL`; what is forgotten is gone from
 * the file and from its write-ahead log when the call returns.
 */
export type Outbox = {
  add(id: string, content: EmailContent): void;
  get(id: string): WaitingEmail | null;
  /** Their ids and ages, oldest first. */
  waiting(): { readonly id: string; readonly created: number }[];
  forget(id: string): void;
  /**
   * A visit has changed: e-mails about it that still wait tell of it as it is now; one that would be the first about
   * a visit that is cancelled (null) is forgotten. A move may have given it another id. @returns how many waited
   */
  change(visitId: string, ticket: Ticket | null): number;
  close(): void;
};

/** A waiting e-mail about a visit that is otherwise now; null where nobody has been told of that visit yet. */
function changed(content: EmailContent, ticket: Ticket | null): EmailContent | null {
  if (ticket !== null) return { ...content, ticket };
  return content.change ? { ...content, change: { kind: "cancelled" } } : null;
}

const rowSchema = z.object({ id: z.string(), created: z.int(), sealed: z.instanceof(Buffer) });

/** Opens the outbox: a file of its own, as the booking journal is one. @throws {StoreError} */
export function openOutbox(options: { file: string; key: Uint8Array; clock: Pick<Clock, "now"> }): Outbox {
  const { clock } = options;
  const store = openDatabase(options.file, { migrations: outboxMigrations, secureDelete: true });
  const seal = createSeal(options.key, "outbox");
  const insert = store.prepare<[string, string, number, Buffer]>(
    "INSERT INTO letter (id, visit, created, sealed) VALUES (?, ?, ?, ?)",
  );
  const byId = store.prepare<[string]>("SELECT id, created, sealed FROM letter WHERE id = ?");
  const byVisit = store.prepare<[string]>("SELECT id, created, sealed FROM letter WHERE visit = ?");
  const update = store.prepare<[string, Buffer, string]>(
    "UPDATE letter SET visit = ?, sealed = ? WHERE id = ?",
  );
  const list = store.prepare<[], { id: string; created: number }>(
    "SELECT id, created FROM letter ORDER BY created, id",
  );
  const remove = store.prepare<[string]>("DELETE FROM letter WHERE id = ?");

  const close = (content: EmailContent, id: string): Buffer => seal.seal(JSON.stringify(content), id);
  const read = (found: unknown): WaitingEmail => {
    const { id, created, sealed } = rowSchema.parse(found);
    const text = seal.open(sealed, id);
    return { id, created, content: text === null ? null : contentSchema.parse(JSON.parse(text)) };
  };
  const truncate = (): void => {
    store.pragma("wal_checkpoint(TRUNCATE)");
  };
  const changeAll = store.transaction((visit: string, ticket: Ticket | null) => {
    const emails = byVisit.all(visit).map(read);
    for (const { id, content } of emails) {
      const now = content && changed(content, ticket);
      if (now === null) remove.run(id);
      else update.run(seal.nameOf(now.ticket.visitId), close(now, id), id);
    }
    return emails.length;
  });

  truncate();
  return {
    add(id, content) {
      insert.run(id, seal.nameOf(content.ticket.visitId), clock.now(), close(content, id));
    },
    get(id) {
      const found = byId.get(id);
      return found === undefined ? null : read(found);
    },
    waiting: () => list.all(),
    forget(id) {
      remove.run(id);
      truncate();
    },
    change(visitId, ticket) {
      const waited = changeAll.immediate(seal.nameOf(visitId), ticket);
      if (waited > 0) truncate();
      return waited;
    },
    close() {
      truncate();
      store.close();
    },
  };
}

import { z } from "zod";
import { deskReasons } from "#contract/domain.ts";
import type { Clock } from "#contract/ports.ts";
import { createSeal } from "../../seal.ts";
import { openStore, type Store } from "../../store/open.ts";
import { next, type OperationEvent, outcomes, type Phase, type PhaseState } from "../machine.ts";
import { operations } from "./migrations/0001-operations.ts";
import {
  type Operation,
  type OperationKind,
  type OperationSlot,
  operationKinds,
  type Payload,
  payloadSchema,
  type SentVersion,
} from "./operation.ts";

/**
 * The journal of operations. Every call is one transaction with `synchronous=FULL`: when it returns, what it
 * says is on the disk, and only then may it be announced to the centre or to the patient.
 */
export type Journal = {
  /** Enters an operation as `intended`. */
  open(operation: {
    readonly key: string;
    readonly kind: OperationKind;
    readonly slots: readonly OperationSlot[];
    readonly payload: Payload;
    /** How long the patient will wait, ms. */
    readonly patience: number;
  }): void;
  /** An attempt against these versions is about to leave. */
  sending(key: string, versions: readonly SentVersion[]): void;
  /**
   * Takes the operation on by the machine, and answers with its new state. What is settled loses its personal
   * data here, from the file and from its write-ahead log. @throws where the machine knows no such step.
   */
  advance(key: string, happened: OperationEvent, learned?: Partial<Payload>): Phase;
  get(key: string): Operation | null;
  /** Operations in one of these states, oldest first. */
  inState(...states: readonly PhaseState[]): Operation[];
  /** Slots that must not be offered: an operation on them is not settled. */
  darkSlots(): ReadonlySet<string>;
  /** Schedules whose dark slots have changed. */
  onChange(listener: (scheduleIds: readonly string[]) => void): void;
  close(): void;
};

export const journalMigrations = [operations] as const;

/** For a week: settled operations hold nothing personal, and tell whoever has to find out what happened. */
const keptSettled = 7 * 24 * 3_600_000;

const rowSchema = z.object({
  key: z.string(),
  kind: z.enum(operationKinds),
  state: z.enum(["intended", "sending", "fencing", "showing", "desk", "settled"]),
  detail: z.string().nullable(),
  created_at: z.int(),
  changed_at: z.int(),
  payload: z.instanceof(Buffer).nullable(),
});
type Row = z.infer<typeof rowSchema>;

/**
 * Opens the journal: a file and a connection of its own, so that nobody else's reading keeps its write-ahead
 * log from being truncated. @throws {StoreError}
 */
export function openJournal(options: { file: string; key: Buffer; clock: Clock }): Journal {
  const { clock } = options;
  const store = openStore(options.file, { migrations: journalMigrations, secureDelete: true });
  const seal = createSeal(options.key, "booking journal");
  const close = (key: string, payload: object): Buffer => seal.seal(JSON.stringify(payload), key);
  const reveal = (key: string, sealed: Buffer): Payload => {
    const text = seal.open(sealed, key);
    if (text === null)
      throw new Error(`the journal's entry ${key} is sealed under another key, or was changed`);
    return payloadSchema.parse(JSON.parse(text));
  };
  const listeners: ((scheduleIds: readonly string[]) => void)[] = [];
  const sql = statements(store);
  let dark: Set<string> | null = null;

  const rowOf = (key: string): Row => {
    const row = sql.byKey.get(key);
    if (row === undefined) throw new Error(`no operation ${key} in the journal`);
    return rowSchema.parse(row);
  };
  const operationOf = (row: Row): Operation => {
    if (row.payload === null) throw new Error(`operation ${row.key} is settled`);
    return {
      key: row.key,
      kind: row.kind,
      phase: phaseOf(row),
      createdAt: row.created_at,
      changedAt: row.changed_at,
      slots: sql.slots.all(row.key),
      sent: sql.sent.all(row.key),
      payload: reveal(row.key, row.payload),
    };
  };
  /** Writes the state; only what is settled has no payload. */
  const write = (row: Row, phase: Phase, learned: Partial<Payload>): void => {
    const old = row.payload === null ? null : reveal(row.key, row.payload);
    const payload = phase.state === "settled" || old === null ? null : close(row.key, { ...old, ...learned });
    sql.update.run(phase.state, detailOf(phase), clock.now(), payload, row.key);
    if (phase.state === "settled") {
      sql.dropSlots.run(row.key);
      sql.dropSent.run(row.key);
    }
  };
  const step = (row: Row, happened: OperationEvent): Phase => {
    const phase = next(phaseOf(row), happened);
    if (phase === null) throw new Error(`an operation can't be ${happened.event} when it is ${row.state}`);
    return phase;
  };
  const changed = (slots: readonly OperationSlot[]): void => {
    dark = null;
    const scheduleIds = [...new Set(slots.map(({ scheduleId }) => scheduleId))];
    if (scheduleIds.length > 0) for (const listener of listeners) listener(scheduleIds);
  };
  const truncate = (): void => {
    store.pragma("wal_checkpoint(TRUNCATE)");
  };

  const openOne = store.transaction((entered: Parameters<Journal["open"]>[0]) => {
    const { key, kind, payload, patience } = entered;
    const now = clock.now();
    sql.purge.run(now - keptSettled);
    sql.insert.run(key, kind, now, now, now + Math.round(patience), close(key, payload));
    for (const { slotId, scheduleId } of entered.slots) sql.insertSlot.run(key, slotId, scheduleId);
  });
  const sendOne = store.transaction((key: string, versions: readonly SentVersion[]) => {
    const row = rowOf(key);
    const attempt = sql.lastAttempt.get(key) ?? 0;
    for (const { resource, etag } of versions) sql.insertSent.run(key, attempt + 1, resource, etag);
    write(row, step(row, { event: "sent" }), {});
  });
  const advanceOne = store.transaction((key: string, happened: OperationEvent, learned: Partial<Payload>) => {
    const row = rowOf(key);
    const phase = step(row, happened);
    if (row.state !== "settled") write(row, phase, learned);
    return phase;
  });

  truncate();
  return {
    open(operation) {
      openOne.immediate(operation);
      changed(operation.slots);
    },
    sending: (key, versions) => sendOne.immediate(key, versions),
    advance(key, happened, learned = {}) {
      const slots = sql.slots.all(key);
      const phase = advanceOne.immediate(key, happened, learned);
      if (phase.state === "settled") truncate();
      const released = phase.state === "showing" && rowOf(key).kind !== "book";
      if (released || phase.state === "settled" || phase.state === "desk") changed(slots);
      return phase;
    },
    get(key) {
      const row = sql.byKey.get(key);
      if (row === undefined) return null;
      const parsed = rowSchema.parse(row);
      return parsed.payload === null ? null : operationOf(parsed);
    },
    inState: (...states) =>
      sql.unsettled
        .all()
        .map((row) => rowSchema.parse(row))
        .filter(({ state }) => states.includes(state))
        .map(operationOf),
    darkSlots() {
      dark ??= new Set(sql.dark.all());
      return dark;
    },
    onChange(listener) {
      listeners.push(listener);
    },
    close() {
      truncate();
      store.close();
    },
  };
}

function statements(store: Store) {
  return {
    byKey: store.prepare<[string], unknown>("SELECT * FROM operation WHERE key = ?"),
    unsettled: store.prepare<[], unknown>(
      "SELECT * FROM operation WHERE state <> 'settled' ORDER BY created_at, key",
    ),
    insert: store.prepare<[string, string, number, number, number, Buffer]>(`
      INSERT INTO operation (key, kind, state, created_at, changed_at, patience_until, payload)
      VALUES (?, ?, 'intended', ?, ?, ?, ?)`),
    update: store.prepare<[string, string | null, number, Buffer | null, string]>(
      "UPDATE operation SET state = ?, detail = ?, changed_at = ?, payload = ? WHERE key = ?",
    ),
    slots: store.prepare<[string], OperationSlot>(
      "SELECT slot_id AS slotId, schedule_id AS scheduleId FROM operation_slot WHERE key = ? ORDER BY rowid",
    ),
    insertSlot: store.prepare<[string, string, string]>(
      "INSERT INTO operation_slot (key, slot_id, schedule_id) VALUES (?, ?, ?)",
    ),
    dropSlots: store.prepare<[string]>("DELETE FROM operation_slot WHERE key = ?"),
    // A cancel or a move that the centre holds is in no doubt: the time that it has released can be booked at once.
    // And a visit that was perhaps not seen keeps nobody from its slot once the desk has freed that.
    dark: store
      .prepare<[], string>(
        `SELECT slot_id FROM operation_slot JOIN operation USING (key)
         WHERE state <> 'settled' AND NOT (state = 'showing' AND kind <> 'book') AND detail IS NOT 'notShown'`,
      )
      .pluck(),
    sent: store.prepare<[string], SentVersion>(
      "SELECT resource, etag FROM sent_version WHERE key = ? ORDER BY attempt",
    ),
    lastAttempt: store
      .prepare<[string], number>("SELECT coalesce(max(attempt), 0) FROM sent_version WHERE key = ?")
      .pluck(),
    insertSent: store.prepare<[string, number, string, string]>(
      "INSERT INTO sent_version (key, attempt, resource, etag) VALUES (?, ?, ?, ?)",
    ),
    dropSent: store.prepare<[string]>("DELETE FROM sent_version WHERE key = ?"),
    purge: store.prepare<[number]>("DELETE FROM operation WHERE state = 'settled' AND changed_at < ?"),
  };
}

function detailOf(phase: Phase): string | null {
  if (phase.state === "desk") return phase.reason;
  return phase.state === "settled" ? phase.outcome : null;
}

function phaseOf({ state, detail }: Row): Phase {
  switch (state) {
    case "desk":
      return { state, reason: z.enum(deskReasons).parse(detail) };
    case "settled":
      return { state, outcome: z.enum(outcomes).parse(detail) };
    default:
      return { state };
  }
}

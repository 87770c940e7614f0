import type { Clock } from "#contract/base/ports.ts";
import { readEach, type SetAside } from "#contract/base/set-aside.ts";
import type { AttemptMark, OperationKind, OperationSlot } from "#contract/central/booking-protocol.ts";
import { isUnwritable } from "../../store/errors.ts";
import { openDatabase } from "../../store/open.ts";
import { createSeal } from "../../store/seal.ts";
import { next, type OperationEvent, type Phase, type PhaseState } from "../machine.ts";
import { operations } from "./migrations/0001-operations.ts";
import { journalIdentity } from "./migrations/0002-journal-identity.ts";
import { reviewState } from "./migrations/0003-review-state.ts";
import { attemptMarks } from "./migrations/0004-attempt-marks.ts";
import { type Operation, type Payload, payloadSchema } from "./operation.ts";
import { detailOf, keyOf, phaseOf, type Row, rowSchema } from "./rows.ts";
import { statements } from "./statements.ts";
import { writing } from "./unwritable.ts";

/**
 * The journal of operations. Every call is one transaction with `synchronous=FULL`: when it returns, what it
 * says is on the disk, and only then may it be announced to the central API or to the patient.
 * Every writing call throws {@link JournalUnwritable} where the disk doesn't take it; nothing was written then.
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
  /** An attempt of which the protocol notes this is about to leave. */
  sending(key: string, marks: readonly AttemptMark[]): void;
  /**
   * Takes the operation on by the machine, and answers with its new state. What is settled loses its personal
   * data here, from the file and from its write-ahead log. @throws where the machine knows no such step.
   */
  advance(key: string, happened: OperationEvent, learned?: Partial<Payload>): Phase;
  get(key: string): Operation | null;
  /** Operations in one of these states, oldest first. Entries that can't be read are in none. */
  inState(...states: readonly PhaseState[]): Operation[];
  /**
   * Unsettled entries that can't be read: damaged, or sealed under another key. Each stays by itself, with its slots
   * blocked, until people have seen to it.
   */
  unreadable(): UnreadableEntry[];
  /** Forgets an entry that can't be read. False where there is no such entry, or it can be read. */
  dropUnreadable(key: string): boolean;
  /**
   * The next ticket number. `known`, from elsewhere, is at least as high as any that was given out and at most
   * {@link ticketStep} higher: it counts where this journal is new, or an older copy.
   */
  nextTicket(known: number): number;
  /** Which journal this is: made with the file. */
  readonly id: string;
  /** Writes the whole journal into a new file, also where its own was deleted or replaced. */
  copyTo(file: string): void;
  /** Writes something without meaning, which proves that the journal takes writes. */
  probe(): void;
  /** Slots that must not be offered: an operation on them is not settled. */
  blockedSlots(): ReadonlySet<string>;
  /** Schedules whose dark slots have changed. */
  onChange(listener: (scheduleIds: readonly string[]) => void): void;
  /** An operation has come into another state. */
  onPhase(listener: (operation: OperationPhase) => void): void;
  close(): void;
};

export const journalMigrations = [operations, journalIdentity, reviewState, attemptMarks] as const;

/** What is told of an operation to whoever counts them: nothing personal. */
export type OperationPhase = { readonly kind: OperationKind; readonly phase: Phase };

type UnreadableEntry = SetAside & { readonly changedAt: number };

/** How far ahead ticket numbers are noted outside the journal. */
export const ticketStep = 50;

/** For a week: settled operations hold nothing personal, and tell whoever has to find out what happened. */
const keptSettled = 7 * 24 * 3_600_000;

/**
 * Opens the journal: a file and a connection of its own, so that nobody else's reading keeps its write-ahead
 * log from being truncated. @throws {StoreError}
 */
export function openJournal(options: { file: string; key: Buffer; clock: Clock }): Journal {
  const { clock } = options;
  const store = openDatabase(options.file, { migrations: journalMigrations, secureDelete: true });
  const seal = createSeal(options.key, "booking journal");
  const close = (key: string, payload: object): Buffer => seal.seal(JSON.stringify(payload), key);
  const reveal = (key: string, sealed: Buffer): Payload => {
    const text = seal.open(sealed, key);
    if (text === null)
      throw new Error(`the journal's entry ${key} is sealed under another key, or was changed`);
    return payloadSchema.parse(JSON.parse(text));
  };
  const listeners: ((scheduleIds: readonly string[]) => void)[] = [];
  const phaseListeners: ((operation: OperationPhase) => void)[] = [];
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
    try {
      store.pragma("wal_checkpoint(TRUNCATE)");
    } catch (error) {
      // What was written stands without it; the next truncation drops what is left in the write-ahead log.
      if (!isUnwritable(error)) throw error;
    }
  };

  const openOne = store.transaction((entered: Parameters<Journal["open"]>[0]) => {
    const { key, kind, payload, patience } = entered;
    const now = clock.now();
    sql.purge.run(now - keptSettled);
    sql.insert.run(key, kind, now, now, now + Math.round(patience), close(key, payload));
    for (const { slotId, scheduleId } of entered.slots) sql.insertSlot.run(key, slotId, scheduleId);
  });
  const sendOne = store.transaction((key: string, marks: readonly AttemptMark[]) => {
    const row = rowOf(key);
    const attempt = sql.lastAttempt.get(key) ?? 0;
    for (const { of, mark } of marks) sql.insertSent.run(key, attempt + 1, of, mark);
    write(row, step(row, { event: "sent" }), {});
  });
  const advanceOne = store.transaction((key: string, happened: OperationEvent, learned: Partial<Payload>) => {
    const row = rowOf(key);
    const phase = step(row, happened);
    if (row.state !== "settled") write(row, phase, learned);
    return { kind: row.kind, phase, isNew: phase.state !== row.state };
  });

  /** Unsettled rows, the sound ones as operations. */
  const readAll = () =>
    readEach(
      sql.unsettled.all(),
      (row) => keyOf(row),
      (row) => ({ row: operationOf(rowSchema.parse(row)) }),
    );

  truncate();
  return {
    id: sql.identity.get() ?? "",
    open(operation) {
      writing(() => openOne.immediate(operation));
      changed(operation.slots);
    },
    sending: (key, marks) => writing(() => sendOne.immediate(key, marks)),
    advance(key, happened, learned = {}) {
      const slots = sql.slots.all(key);
      const { kind, phase, isNew } = writing(() => advanceOne.immediate(key, happened, learned));
      if (phase.state === "settled") truncate();
      const released = phase.state === "showing" && kind !== "book";
      if (released || phase.state === "settled" || phase.state === "review") changed(slots);
      if (isNew) for (const listener of phaseListeners) listener({ kind, phase });
      return phase;
    },
    get(key) {
      return readAll().rows.find((operation) => operation.key === key) ?? null;
    },
    inState: (...states) => readAll().rows.filter(({ phase }) => states.includes(phase.state)),
    unreadable() {
      const { setAside } = readAll();
      return setAside.map((entry) => ({ ...entry, changedAt: sql.changedAt.get(entry.id) ?? 0 }));
    },
    dropUnreadable(key) {
      if (!readAll().setAside.some(({ id }) => id === key)) return false;
      const slots = sql.slots.all(key);
      writing(() => sql.drop.run(key));
      truncate();
      changed(slots);
      return true;
    },
    nextTicket: (known) => writing(() => sql.nextTicket.get({ known, step: ticketStep }) ?? known + 1),
    copyTo: (file) => void store.prepare("VACUUM INTO ?").run(file),
    probe: () => void writing(() => sql.probe.run(clock.now())),
    blockedSlots() {
      dark ??= new Set(sql.dark.all());
      return dark;
    },
    onChange(listener) {
      listeners.push(listener);
    },
    onPhase(listener) {
      phaseListeners.push(listener);
    },
    close() {
      truncate();
      store.close();
    },
  };
}

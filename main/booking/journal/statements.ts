import type { AttemptMark, OperationSlot } from "#contract/central/booking-protocol.ts";
import type { Store } from "../../store/open.ts";

/** What the journal asks its file, and writes into it. */
export function statements(store: Store) {
  return {
    identity: store.prepare<[], string>("SELECT id FROM journal").pluck(),
    nextTicket: store
      .prepare<[{ known: number; step: number }], number>(`
        UPDATE journal SET last_ticket = 1 + CASE
          WHEN last_ticket = 0 OR last_ticket + :step < :known THEN :known ELSE last_ticket END
        RETURNING last_ticket`)
      .pluck(),
    probe: store.prepare<[number]>("UPDATE journal SET written_at = ?"),
    drop: store.prepare<[string]>("DELETE FROM operation WHERE key = ?"),
    changedAt: store.prepare<[string], number>("SELECT changed_at FROM operation WHERE key = ?").pluck(),
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
    // A cancel or a move that the central API holds is in no doubt: the time that it has released can be booked at once.
    // And a visit that was perhaps not seen keeps nobody from its slot once reception has freed that.
    dark: store
      .prepare<[], string>(
        `SELECT slot_id FROM operation_slot JOIN operation USING (key)
         WHERE state <> 'settled' AND NOT (state = 'showing' AND kind <> 'book') AND detail IS NOT 'notShown'`,
      )
      .pluck(),
    sent: store.prepare<[string], AttemptMark>(
      'SELECT subject AS "of", mark FROM attempt_mark WHERE key = ? ORDER BY attempt',
    ),
    lastAttempt: store
      .prepare<[string], number>("SELECT coalesce(max(attempt), 0) FROM attempt_mark WHERE key = ?")
      .pluck(),
    insertSent: store.prepare<[string, number, string, string]>(
      "INSERT INTO attempt_mark (key, attempt, subject, mark) VALUES (?, ?, ?, ?)",
    ),
    dropSent: store.prepare<[string]>("DELETE FROM attempt_mark WHERE key = ?"),
    purge: store.prepare<[number]>("DELETE FROM operation WHERE state = 'settled' AND changed_at < ?"),
  };
}

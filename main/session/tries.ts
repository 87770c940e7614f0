import { createHmac } from "node:crypto";
import type { Database } from "better-sqlite3";
import type { Policy } from "#contract/policy.ts";
import { policyValue } from "#contract/policy.ts";
import type { Clock } from "#contract/ports.ts";

const hour = 3_600_000;
/** Failures of one policy in an hour, and of the whole kiosk in ten minutes, after which the desk must help. */
export const tryLimits = {
  perPolicy: 5,
  policyWindow: hour,
  perKiosk: 20,
  kioskWindow: 10 * 60_000,
} as const;

export type Tries = {
  /** Minutes until another try is allowed, or null when one is allowed now. */
  blockedFor(policy: Policy): number | null;
  failed(policy: Policy): void;
  succeeded(policy: Policy): void;
};

/**
 * Counts failed sign-ins in the store, so that a restart forgets none. A policy is kept as a hash under the
 * kiosk's own key: the number can't be had back from the file.
 */
export function createTries(options: { store: Database; key: Buffer; clock: Clock }): Tries {
  const { store, key, clock } = options;
  const insert = store.prepare("INSERT INTO sign_in_failure (policy_hash, at) VALUES (?, ?)");
  const forget = store.prepare("DELETE FROM sign_in_failure WHERE policy_hash = ?");
  const prune = store.prepare("DELETE FROM sign_in_failure WHERE at <= ? OR at > ?");
  const ofPolicy = store.prepare<[string, number], { at: number }>(
    "SELECT at FROM sign_in_failure WHERE policy_hash = ? AND at > ? ORDER BY at DESC",
  );
  const ofKiosk = store.prepare<[number], { at: number }>(
    "SELECT at FROM sign_in_failure WHERE at > ? ORDER BY at DESC",
  );
  const hash = (policy: Policy): string =>
    createHmac("sha256", key)
      .update(`${policy.kind}|${policyValue(policy)}`)
      .digest("hex");

  return {
    blockedFor(policy) {
      const now = clock.now();
      const waits = [
        freeAt(
          ofPolicy.all(hash(policy), now - tryLimits.policyWindow),
          tryLimits.perPolicy,
          tryLimits.policyWindow,
        ),
        freeAt(ofKiosk.all(now - tryLimits.kioskWindow), tryLimits.perKiosk, tryLimits.kioskWindow),
      ].filter((at) => at !== null);
      return waits.length === 0 ? null : Math.max(1, Math.ceil((Math.max(...waits) - now) / 60_000));
    },
    failed(policy) {
      const now = clock.now();
      // Rows from the future are those of a clock that has been set back.
      prune.run(now - hour, now + hour);
      insert.run(hash(policy), now);
    },
    succeeded(policy) {
      forget.run(hash(policy));
    },
  };
}

/** When the oldest of the last `limit` failures leaves the window; null while there are fewer. */
function freeAt(newestFirst: readonly { at: number }[], limit: number, window: number): number | null {
  const oldest = newestFirst[limit - 1];
  return oldest ? oldest.at + window : null;
}

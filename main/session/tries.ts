import { createHmac } from "node:crypto";
import type { Database } from "better-sqlite3";
import type { PersonName } from "#contract/people.ts";
import { foldedName } from "#contract/person.ts";
import { type Policy, policyValue } from "#contract/policy.ts";
import type { Clock } from "#contract/ports.ts";

const hour = 3_600_000;
/** Failures of one policy (or number, or name) in an hour, and of the whole kiosk in ten minutes, after which the desk must help. */
export const tryLimits = {
  perPolicy: 5,
  policyWindow: hour,
  perKiosk: 20,
  kioskWindow: 10 * 60_000,
} as const;

/** What was tried: a policy, a СНИЛС, or a name with a birth date (`YYYY-MM-DD`). */
export type Tried =
  | Policy
  | { readonly kind: "snils"; readonly number: string }
  | (PersonName & { readonly kind: "person"; readonly birthDate: string });

export type Tries = {
  /** Minutes until another try is allowed, or null when one is allowed now. */
  blockedFor(tried: Tried): number | null;
  failed(tried: Tried): void;
  succeeded(tried: Tried): void;
};

/**
 * Counts failed look-ups of persons in the store, so that a restart forgets none. What was tried is kept as a hash
 * under the kiosk's own key: it can't be had back from the file.
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
  const hash = (tried: Tried): string => createHmac("sha256", key).update(textOf(tried)).digest("hex");

  return {
    blockedFor(tried) {
      const now = clock.now();
      const waits = [
        freeAt(
          ofPolicy.all(hash(tried), now - tryLimits.policyWindow),
          tryLimits.perPolicy,
          tryLimits.policyWindow,
        ),
        freeAt(ofKiosk.all(now - tryLimits.kioskWindow), tryLimits.perKiosk, tryLimits.kioskWindow),
      ].filter((at) => at !== null);
      return waits.length === 0 ? null : Math.max(1, Math.ceil((Math.max(...waits) - now) / 60_000));
    },
    failed(tried) {
      const now = clock.now();
      // Rows from the future are those of a clock that has been set back.
      prune.run(now - hour, now + hour);
      insert.run(hash(tried), now);
    },
    succeeded(tried) {
      forget.run(hash(tried));
    },
  };
}

function textOf(tried: Tried): string {
  switch (tried.kind) {
    case "snils":
      return `snils|${tried.number}`;
    case "person": {
      const { family, given, patronymic, birthDate } = tried;
      return ["person", ...[family, given, patronymic].map(foldedName), birthDate].join("|");
    }
    default:
      return `${tried.kind}|${policyValue(tried)}`;
  }
}

/** When the oldest of the last `limit` failures leaves the window; null while there are fewer. */
function freeAt(newestFirst: readonly { at: number }[], limit: number, window: number): number | null {
  const oldest = newestFirst[limit - 1];
  return oldest ? oldest.at + window : null;
}

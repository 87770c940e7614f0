import { createHmac } from "node:crypto";
import type { Clock } from "#contract/base/ports.ts";
import type { PersonName } from "#contract/patients/person.ts";
import { foldedName } from "#contract/patients/person.ts";
import { type Policy, policyValue } from "#contract/patients/policy.ts";
import type { AttemptRecord, ThrottleFile } from "./throttle-file.ts";

const hour = 3_600_000;
/**
 * Attempts at one policy (or number, or name) in an hour, and at the whole kiosk in ten minutes, after which
 * reception must help. Names are counted apart from numbers: they count also when they are right, and whoever tries them
 * keeps nobody from signing in by a policy. So are staff's own sign-ins, which share a file with their look-ups of
 * policies: neither closes the other.
 */
export const throttleLimits = {
  perKey: 5,
  keyWindow: hour,
  perKiosk: 20,
  kioskWindow: 10 * 60_000,
} as const;

/** What is counted apart from the rest, each by a limit of its own for the whole kiosk. */
const apart = { person: "name.", staff: "staff." } as const;
const marks: readonly string[] = Object.values(apart);
/** Begins the hash: what is counted apart must be told apart after a restart as well. */
const markOf = (hash: string): string => marks.find((mark) => hash.startsWith(mark)) ?? "";

/** What is tried: a policy, a СНИЛС, a name with a birth date (`YYYY-MM-DD`), or how staff prove who they are. */
export type ThrottleKey =
  | Policy
  | { readonly kind: "snils"; readonly number: string }
  | { readonly kind: "staff"; readonly by: string }
  | (PersonName & { readonly kind: "person"; readonly birthDate: string });

/** An attempt that was let through, and counts from then on. Exactly one of these says how it ended. */
type Attempt = {
  /** It goes on counting. */
  counted(): void;
  /** It was the right person: neither it nor an earlier failure of the same keys counts any longer. */
  succeeded(): void;
  /** Nothing was learned, as where the central API did not answer: it has not been one. */
  withdrawn(): void;
};
type Admission =
  | { readonly kind: "admitted"; readonly attempt: Attempt }
  /** @param minutes until another one is let through, 1 at least */
  | { readonly kind: "tooManyTries"; readonly minutes: number };

export type SignInThrottle = {
  /** Counts an attempt at all of these before it is made: those that run at the same time count each other. */
  admit(keys: readonly ThrottleKey[]): Admission;
  close(): void;
};

/** @param at monotonic, ms; of an earlier run it lies before zero */
type Counted = { readonly hash: string; readonly at: number; pending: boolean };

/**
 * Counts look-ups of persons. The count is held in memory and runs on the monotonic clock: no setting of the wall
 * clock locks anybody out or lets anybody in, and a disk that can't be written stops nothing. The file lets a
 * restart forget none. What was tried is kept as a hash under the kiosk's own key: it can't be had back.
 */
export function createSignInThrottle(options: {
  readonly file: ThrottleFile;
  readonly key: Buffer;
  readonly clock: Clock;
}): SignInThrottle {
  const { file, key, clock } = options;
  const { perKey, keyWindow, perKiosk, kioskWindow } = throttleLimits;
  const hashOf = (tried: ThrottleKey): string =>
    (tried.kind === "person" || tried.kind === "staff" ? apart[tried.kind] : "") +
    createHmac("sha256", key).update(textOf(tried)).digest("hex");
  let counted: Counted[] = file
    .load(keyWindow)
    .map(({ hash, age }) => ({ hash, at: clock.monotonic() - age, pending: false }));

  const save = (): void => {
    const now = clock.monotonic();
    file.save(counted.map(({ hash, at }): AttemptRecord => ({ hash, age: now - at })));
  };
  const forget = (gone: (one: Counted) => boolean): void => {
    counted = counted.filter((one) => !gone(one));
    save();
  };

  return {
    admit(keys) {
      const now = clock.monotonic();
      counted = counted.filter(({ at }) => at > now - keyWindow);
      const hashes = keys.map(hashOf);
      const waits = [
        ...hashes.map((hash) =>
          freeAt(
            counted.filter((one) => one.hash === hash),
            perKey,
            keyWindow,
          ),
        ),
        ...[...new Set(hashes.map(markOf))].map((mark) =>
          freeAt(
            counted.filter(({ hash, at }) => markOf(hash) === mark && at > now - kioskWindow),
            perKiosk,
            kioskWindow,
          ),
        ),
      ].filter((at) => at !== null);
      if (waits.length > 0) {
        return { kind: "tooManyTries", minutes: Math.max(1, Math.ceil((Math.max(...waits) - now) / 60_000)) };
      }
      const own = new Set(hashes.map((hash): Counted => ({ hash, at: now, pending: true })));
      counted.push(...own);
      save();
      const attempt: Attempt = {
        counted() {
          for (const one of own) one.pending = false;
        },
        succeeded: () => forget((one) => own.has(one) || (!one.pending && hashes.includes(one.hash))),
        withdrawn: () => forget((one) => own.has(one)),
      };
      return { kind: "admitted", attempt };
    },
    close() {
      save();
      file.close();
    },
  };
}

function textOf(tried: ThrottleKey): string {
  switch (tried.kind) {
    case "snils":
      return `snils|${tried.number}`;
    case "staff":
      return `staff|${tried.by}`;
    case "person": {
      const { family, given, patronymic, birthDate } = tried;
      return ["person", ...[family, given, patronymic].map(foldedName), birthDate].join("|");
    }
    default:
      return `${tried.kind}|${policyValue(tried)}`;
  }
}

/** When the oldest of the last `limit` attempts leaves the window; null while there are fewer. */
function freeAt(attempts: readonly Counted[], limit: number, window: number): number | null {
  const oldest = attempts.map(({ at }) => at).sort((a, b) => b - a)[limit - 1];
  return oldest === undefined ? null : oldest + window;
}

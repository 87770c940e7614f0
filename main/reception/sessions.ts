import { createHash } from "node:crypto";
import type { Clock, Ids } from "#contract/base/ports.ts";
import type { StaffPerson } from "../staff/staff-file.ts";

/** Why a session at the counter is over. */
export type WorkEnd = "asked" | "untouched" | "removed" | "crowded" | "ended";

/** Somebody works at the counter. It lives in memory alone. */
export type WorkSession = {
  /** Its name, which tells nothing. */
  readonly handle: string;
  /** {@link StaffPerson.id} */
  readonly personId: string;
  readonly name: string;
  /** Fires when it is locked: nothing that was asked for before is shown after that. */
  readonly ended: AbortSignal;
};

export type WorkSessions = {
  /** Opens one. @returns the secret that its page's cookie holds */
  open(person: Pick<StaffPerson, "id" | "name">): string;
  find(secret: string | undefined): WorkSession | null;
  /** Whether somebody had signed in with this secret today, and has locked the page or let it lock. */
  mayWatch(secret: string | undefined): boolean;
  all(): readonly WorkSession[];
  touch(session: WorkSession): void;
  lock(session: WorkSession, reason: WorkEnd): void;
};

/** More windows than a counter has. One more locks the one that was opened first. */
const most = 16;
/** How long a page that has locked still sees how the kiosks stand, ms: a working day. */
const watchFor = 12 * 3_600_000;

/** Sessions at the counter, each locked `lockAfter` ms after its last touch. */
export function createWorkSessions(options: {
  readonly lockAfter: number;
  readonly onLock: (session: WorkSession, reason: WorkEnd) => void;
  readonly clock: Pick<Clock, "after">;
  readonly ids: Ids;
}): WorkSessions {
  const { lockAfter, onLock, clock, ids } = options;
  /** By the hash of the secret: how long a look takes tells nothing of it. */
  const open = new Map<string, { session: WorkSession; end: AbortController; cancelLock: () => void }>();
  const watching = new Map<string, () => void>();
  const unwatch = (hash: string): void => {
    watching.get(hash)?.();
    watching.delete(hash);
  };
  const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");
  const entryOf = (session: WorkSession) => [...open].find(([, entry]) => entry.session === session);

  const sessions: WorkSessions = {
    open(person) {
      const [oldest] = open.values();
      if (open.size >= most && oldest) sessions.lock(oldest.session, "crowded");
      const secret = ids.secret();
      const end = new AbortController();
      const session = { handle: ids.key(), personId: person.id, name: person.name, ended: end.signal };
      open.set(hashOf(secret), { session, end, cancelLock: () => undefined });
      sessions.touch(session);
      return secret;
    },
    find: (secret) => (secret === undefined ? null : (open.get(hashOf(secret))?.session ?? null)),
    mayWatch: (secret) => secret !== undefined && watching.has(hashOf(secret)),
    all: () => [...open.values()].map(({ session }) => session),
    touch(session) {
      const [, entry] = entryOf(session) ?? [];
      if (!entry) return;
      entry.cancelLock();
      entry.cancelLock = clock.after(lockAfter, () => sessions.lock(session, "untouched"));
    },
    lock(session, reason) {
      const [hash, entry] = entryOf(session) ?? [];
      if (hash === undefined || !entry) return;
      open.delete(hash);
      entry.cancelLock();
      entry.end.abort();
      if (reason === "untouched" || reason === "asked") {
        const [oldest] = watching.keys();
        if (watching.size >= most && oldest !== undefined) unwatch(oldest);
        watching.set(
          hash,
          clock.after(watchFor, () => watching.delete(hash)),
        );
      }
      onLock(session, reason);
    },
  };
  return sessions;
}

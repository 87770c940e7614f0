import type { Clock, Ids } from "#contract/base/ports.ts";
import type { Ticket } from "#contract/tickets/ticket.ts";
import type { StaffPerson } from "./staff-file.ts";

/** Why a staff session is over. */
export type LockReason = "asked" | "untouched" | "removed" | "windowLost" | "ended" | "helping";

/** Somebody of the clinic works at the kiosk. It lives in memory alone. */
export type StaffSession = {
  /** A secret that only the page has. */
  readonly id: string;
  /** Its name in events, which tells nothing. */
  readonly handle: string;
  /** {@link StaffPerson.id} */
  readonly personId: string;
  readonly name: string;
  /** Tickets that were found in this session, by visit: only these can be printed. */
  readonly tickets: Map<string, Ticket>;
  /** Fires when it is locked: nothing that was asked for before is shown after that. */
  readonly ended: AbortSignal;
};

export type StaffSessions = {
  current(): StaffSession | null;
  /** Opens one in the place of whichever was open. */
  open(person: Pick<StaffPerson, "id" | "name">): StaffSession;
  /** The screen was touched. */
  touch(): void;
  lock(reason: LockReason): void;
};

/** One staff session at a time, locked `lockAfter` ms after the last touch. */
export function createStaffSessions(options: {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly lockAfter: number;
  readonly onLock: (session: StaffSession, reason: LockReason) => void;
  readonly onChange: (handle: string | null) => void;
}): StaffSessions {
  const { clock, ids, lockAfter, onLock, onChange } = options;
  let open: { readonly session: StaffSession; readonly end: AbortController } | null = null;
  let cancelLock: () => void = () => undefined;

  const touch = (): void => {
    if (!open) return;
    cancelLock();
    cancelLock = clock.after(lockAfter, () => lock("untouched"));
  };
  const lock = (reason: LockReason): void => {
    if (!open) return;
    const { session, end } = open;
    cancelLock();
    open = null;
    end.abort();
    onLock(session, reason);
    onChange(null);
  };
  return {
    current: () => open?.session ?? null,
    open(person) {
      lock("ended");
      const end = new AbortController();
      const session: StaffSession = {
        id: ids.secret(),
        handle: ids.key(),
        personId: person.id,
        name: person.name,
        tickets: new Map(),
        ended: end.signal,
      };
      open = { session, end };
      touch();
      onChange(session.handle);
      return session;
    },
    touch,
    lock,
  };
}

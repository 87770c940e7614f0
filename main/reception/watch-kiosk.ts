import type { Clock } from "#contract/base/ports.ts";
import type { CounterCaller } from "#contract/counter/base.ts";
import { type CounterState, counterStateSchema } from "#contract/counter/counter-state.ts";
import { type CounterLists, counterListsSchema } from "#contract/counter/procedures.ts";
import type { KioskFault, LobbyKiosk } from "#contract/reception/lobby.ts";
import type { Log } from "../log/events.ts";
import type { KioskLink } from "./kiosk-link.ts";

/** How long a kiosk may take, ms: to say how it stands, and to tell its lists. */
const stateWait = 4000;
const listsWait = 8000;
/** How long lists of a kiosk that isn't heard are still shown, ms. */
const keepLists = 3_600_000;

/** One kiosk as it is asked again and again: what it said last, and when. Nothing of it is written to a disk. */
export type WatchedKiosk = {
  /** @param session whose page it is for, null where it has locked: lists are there once they were asked for in its name */
  view(session: string | null): LobbyKiosk;
  lists(session: string): CounterLists | null;
  /** Asks at once, as after something was done there. */
  lookNow(): void;
  /** Nobody has signed in any more: what names patients is dropped. */
  forget(): void;
  close(): void;
};

/**
 * Asks one kiosk every `every` ms, each time until it has answered or its time is over; no other kiosk waits for it.
 * Lists are asked for only while somebody has signed in, in their name, once for each and whenever they have changed.
 */
export function watchKiosk(options: {
  readonly id: string;
  readonly name: string;
  readonly link: Pick<KioskLink, "ask">;
  readonly every: number;
  /** Who has signed in now. */
  readonly callers: () => readonly CounterCaller[];
  readonly clock: Pick<Clock, "monotonic" | "after">;
  readonly log: Log;
}): WatchedKiosk {
  const { id, name, link, every, callers, clock, log } = options;
  let state: CounterState | null = null;
  let heardAt: number | null = null;
  let fault: KioskFault | null = "away";
  let lists: CounterLists | null = null;
  const seenBy = new Set<string>();
  let isAsking = false;
  let isClosed = false;
  let askAgain = false;
  let cancel: () => void = () => undefined;

  const note = (now: KioskFault | null): void => {
    if (now !== fault) log.write("reception.kiosk", { kiosk: Number(id), link: now ?? "heard" });
    fault = now;
    if (now === null) heardAt = clock.monotonic();
    if (heardAt !== null && clock.monotonic() - heardAt > keepLists) lists = null;
  };
  async function askLists(by: CounterCaller): Promise<void> {
    const answer = await link.ask("lists", { by }, counterListsSchema, listsWait);
    // Whoever it was asked for has left meanwhile, and it is nobody's.
    if (answer.kind !== "answered" || !callers().some(({ session }) => session === by.session)) return;
    lists = answer.value;
    seenBy.add(by.session);
  }
  async function look(): Promise<void> {
    const answer = await link.ask("state", {}, counterStateSchema, stateWait);
    if (answer.kind !== "answered") {
      note(answer.kind === "unheard" ? answer.fault : "invalid");
      return;
    }
    state = answer.value;
    note(null);
    const open = callers();
    for (const session of seenBy) if (!open.some((one) => one.session === session)) seenBy.delete(session);
    for (const by of open.filter(({ session }) => !seenBy.has(session))) await askLists(by);
    const [anybody] = callers();
    if (anybody && lists?.revision !== state.revision) await askLists(anybody);
  }
  const run = async (): Promise<void> => {
    cancel();
    isAsking = true;
    askAgain = false;
    await look();
    isAsking = false;
    if (!isClosed) cancel = clock.after(askAgain ? 0 : every, () => void run());
  };
  void run();

  return {
    view: (session) => ({
      ...{ id, name, state, fault },
      age: heardAt === null ? null : Math.max(0, Math.round(clock.monotonic() - heardAt)),
      lists: session !== null && seenBy.has(session) && lists ? lists.revision : null,
    }),
    lists: (session) => (seenBy.has(session) ? lists : null),
    lookNow() {
      if (isAsking) askAgain = true;
      else if (!isClosed) void run();
    },
    forget() {
      lists = null;
      seenBy.clear();
    },
    close() {
      isClosed = true;
      cancel();
    },
  };
}

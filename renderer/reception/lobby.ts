import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { ReviewItem } from "#contract/booking/review-item.ts";
import type { CounterLists } from "#contract/counter/procedures.ts";
import type { Lobby, LobbyKiosk } from "#contract/reception/lobby.ts";
import type { TicketEntry } from "#contract/staff/ticket-procedures.ts";
import { failureOf } from "../api/failures.ts";
import { useCounter } from "./core.ts";
import { useCounterState } from "./state.ts";

/** How often the page asks the process, which asks the kiosks by itself, ms. */
const askEvery = 2000;

export type TicketOfKiosk = { readonly kiosk: LobbyKiosk; readonly entry: TicketEntry };
export type EntryOfKiosk = { readonly kiosk: LobbyKiosk; readonly item: ReviewItem };

export type LobbySeen = {
  /** Null until the process has answered, or where this page may not ask. */
  readonly lobby: Lobby | null;
  /** The process doesn't answer now; what is shown is old. */
  readonly isAway: boolean;
  /** All tickets, the newest first of each kiosk. */
  readonly tickets: readonly TicketOfKiosk[];
  readonly entries: readonly EntryOfKiosk[];
};

/** The lobby as the process knows it, asked again and again. */
export function useLobby(): LobbySeen {
  const { api, act } = useCounter();
  const worker = useCounterState((state) => state.worker);
  const state = useQuery({
    // Asked anew for whoever signs in: an older answer knows nothing of them.
    queryKey: ["lobby", worker],
    queryFn: ({ signal }) => api.lobby.state({}, { signal }),
    placeholderData: keepPreviousData,
    // A page that may not ask asks no more until somebody has signed in.
    refetchInterval: ({ state: { error } }) =>
      error !== null && failureOf(error).kind === "known" ? false : askEvery,
    refetchIntervalInBackground: true,
  });
  const kiosks = state.data?.kiosks ?? [];
  const lists = useQueries({
    queries: kiosks.map(({ id, lists: revision }) => ({
      queryKey: ["personal", worker, id, revision],
      queryFn: ({ signal }: { signal: AbortSignal }) => api.lobby.lists({ kiosk: id }, { signal }),
      enabled: worker !== null && revision !== null,
      placeholderData: keepPreviousData,
    })),
  });
  const failure = state.error === null ? null : failureOf(state.error);
  const isLocked = worker !== null && state.data?.signedIn === false && !state.isPlaceholderData;
  useEffect(() => {
    if (isLocked) act.wasLocked();
  }, [isLocked, act]);
  const of = <T>(pick: (told: CounterLists, kiosk: LobbyKiosk) => readonly T[]): T[] =>
    worker === null
      ? []
      : kiosks.flatMap((kiosk, index) => {
          const told = lists[index]?.data;
          return told ? [...pick(told, kiosk)] : [];
        });
  return {
    lobby: failure?.kind === "known" ? null : (state.data ?? null),
    isAway: failure !== null && failure.kind !== "known",
    tickets: of((told, kiosk) => told.tickets.map((entry) => ({ kiosk, entry }))),
    entries: of((told, kiosk) => told.entries.map((item) => ({ kiosk, item }))),
  };
}

/** Tickets that didn't come out, or may not have. */
export const openTickets = ({ tickets }: LobbySeen): readonly TicketOfKiosk[] =>
  tickets.filter(({ entry }) => entry.paper !== "printed");

/** A kiosk that can be asked about what any of them knows. */
export const heardKiosk = ({ lobby }: LobbySeen): string | undefined =>
  lobby?.kiosks.find(({ fault }) => fault === null)?.id;

/** What is wrong with a kiosk, worst first; `null`: it works. */
export type Trouble =
  | { readonly kind: "unheard"; readonly fault: NonNullable<LobbyKiosk["fault"]> }
  | { readonly kind: "closed" }
  | { readonly kind: "missing"; readonly part: string }
  | { readonly kind: "printer" };

/** Everything that somebody should know of a kiosk. */
export function troublesOf({ state, fault }: LobbyKiosk): readonly Trouble[] {
  const unheard: Trouble[] = fault === null ? [] : [{ kind: "unheard", fault }];
  if (state === null) return unheard;
  const closed: Trouble[] = state.service === "closed" ? [{ kind: "closed" }] : [];
  const missing = state.missing
    .filter((part) => part !== "OUT_OF_SERVICE")
    .map((part): Trouble => ({ kind: "missing", part }));
  // Whether it will print isn't known of `unknown`, and a kiosk without a real printer is always so.
  const printer: Trouble[] = ["ready", "unknown"].includes(state.printer) ? [] : [{ kind: "printer" }];
  return [...unheard, ...closed, ...missing, ...printer];
}

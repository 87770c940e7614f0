import { notifyManager, QueryCache, QueryClient, type QueryFilters } from "@tanstack/react-query";
import type { KioskEvent } from "#contract/page/events.ts";
import { failureOf } from "../api/failures.ts";
import type { QueryUtils } from "../api/queries.ts";
import { useKiosk } from "./kiosk.ts";

declare module "@tanstack/react-query" {
  interface Register {
    queryMeta: {
      /** The answer is about all schedules: a change of any of them makes it be asked again. */
      readonly ofAllSchedules?: boolean;
    };
  }
}

// An answer is painted in the turn in which it comes; by default the library waits for a timer.
notifyManager.setScheduler(queueMicrotask);

/**
 * What the screens have read from the core. An answer is kept while a screen shows it and no longer: the core answers
 * from its own store in milliseconds, and much of what it answers belongs to one person.
 */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError(error) {
      if (failureOf(error).kind === "bug") useKiosk.setState({ broken: true });
    },
  }),
  defaultOptions: {
    queries: {
      // The core is on loopback: whether the browser believes in a network says nothing of it.
      networkMode: "always",
      // A core that is away is asked again once its stream of events is back, see refreshAll.
      retry: false,
      refetchOnReconnect: false,
      refetchOnWindowFocus: false,
      staleTime: 0,
      gcTime: 0,
    },
  },
});

/** Forgets every answer and drops the calls under way: what they answer later reaches nobody, and none is repeated. */
export function wipeQueries(): void {
  queryClient.clear();
}

/** Asks again for everything on the screen: events that tell of changes may have passed by unseen. */
export const refreshAll = (): void => refresh({});

/** Asks again for what an event says has changed. An answer replaces the one before it in place. */
export function refreshAfter(event: KioskEvent, orpc: QueryUtils): void {
  if (event.type === "catalog") {
    refresh({ queryKey: orpc.catalog.key() });
    refresh({ queryKey: orpc.schedule.nearest.key() });
  }
  if (event.type === "schedule") {
    const { scheduleId } = event;
    refresh({ queryKey: orpc.schedule.days.key({ input: { scheduleId } }) });
    refresh({ queryKey: orpc.schedule.times.key({ input: { scheduleId } }) });
    refresh({ predicate: ({ meta }) => meta?.ofAllSchedules === true });
  }
}

/** A call under way may be answered with what was there before the change: it is dropped and made anew. */
function refresh(queries: QueryFilters): void {
  void queryClient.cancelQueries(queries, { silent: true });
  void queryClient.invalidateQueries(queries);
}

import { useQuery } from "@tanstack/react-query";
import type { OwnPlace } from "#contract/schedules/catalog.ts";
import { firstAskedOf } from "../../flow/index.ts";
import { useCore } from "../../hooks/core.ts";
import { type QueryState, useQueryState } from "../../hooks/useQueryState.ts";
import { placeSteps, useFlow, useVisit } from "../../state/visit.ts";
import { attachedIdsOf } from "./clinics.ts";

/** The kiosk's own address; null where it isn't known, or nothing there is open to this person. */
export function useOwnPlace(): QueryState<OwnPlace | null> {
  const { orpc } = useCore();
  const { patient, subject } = useFlow().choices;
  const queryKey = [...orpc.catalog.here.queryKey({ input: {} }), subject ?? patient ?? null];
  return useQueryState(useQuery(orpc.catalog.here.queryOptions({ input: {}, queryKey })));
}

/** The list of a step that asks for a place, and what the step shows before it. */
type PlaceList<T> = {
  /** Loading as well until it is known whether the kiosk's own address comes first. */
  readonly list: QueryState<T>;
  /** The kiosk's own address, to be offered in the place of the list; null where the list itself is shown. */
  readonly here: OwnPlace | null;
};

/** Puts the kiosk's own address before a list of places, once both are known and where this step is the first to ask. */
export function useHereBefore<T>(list: QueryState<T>): PlaceList<T> {
  const flow = useFlow();
  const own = useOwnPlace();
  const elsewhere = useVisit((state) => state.elsewhere);
  if (elsewhere || firstAskedOf(flow, placeSteps) !== flow.at) return { list, here: null };
  if (own.state === "loading") return { list: own, here: null };
  const place = own.state === "ready" ? own.value : null;
  const isOpen =
    flow.choices.way !== "policy" ||
    (place !== null && attachedIdsOf(flow.choices).includes(place.organization.id));
  return { list, here: isOpen && list.state === "ready" ? place : null };
}

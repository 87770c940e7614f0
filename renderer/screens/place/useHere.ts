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

/**
 * The kiosk's own address, where the present step is to offer it before its list; undefined while that isn't known.
 */
export function useHere(): OwnPlace | null | undefined {
  const flow = useFlow();
  const own = useOwnPlace();
  const elsewhere = useVisit((state) => state.elsewhere);
  if (elsewhere || firstAskedOf(flow, placeSteps) !== flow.at) return null;
  if (own.state !== "ready") return own.state === "loading" ? undefined : null;
  const byPolicy = flow.choices.way === "policy";
  const isAttached = own.value && attachedIdsOf(flow.choices).includes(own.value.organization.id);
  return byPolicy && !isAttached ? null : own.value;
}

import { vendorUrl } from "../actors/desk.ts";
import { isLive, type Resource, slotIdsOf } from "../world/centre-data.ts";
import type { Broken, Invariant, Settled } from "./settled.ts";

/** A slot that plans worked on is busy if and only if one visit has it, and the desk's word holds. */
export function checkSlots({ slots, visits, given, desk }: Settled): Broken[] {
  const live = Map.groupBy(
    visits.filter(isLive).flatMap((visit) => slotIdsOf(visit).map((slotId) => ({ slotId, visit }))),
    ({ slotId }) => slotId,
  );
  return [...given].flatMap((slotId) => {
    const status = slots.get(slotId)?.status;
    const held = live.get(slotId)?.length ?? 0;
    const broken: Invariant[] = [];
    if (held > 1) broken.push("two visits in one slot");
    if (status === "busy" && held === 0) broken.push("a slot is busy for nobody");
    if (status === "free" && held > 0) broken.push("a slot is free under a visit");
    if (desk.blocked.has(slotId) && status !== "busy-unavailable")
      broken.push("a slot that the desk blocked was set free");
    if (desk.withdrawn.has(slotId) && status !== undefined && status !== "entered-in-error")
      broken.push("a slot that the desk withdrew is back");
    return broken.map((invariant) => ({
      invariant,
      what: `Slot/${slotId} is ${status ?? "gone"}, visits: ${held}`,
    }));
  });
}

/** Every mark of the vendor's is still where the vendor put it. */
export function checkMarks({ slots, visits, desk }: Settled): Broken[] {
  const resources = new Map<string, Resource>([
    ...[...slots.values()].map((slot): [string, Resource] => [`Slot/${slot.id}`, slot]),
    ...visits.map((visit): [string, Resource] => [`Appointment/${visit.id}`, visit]),
  ]);
  return [...desk.marks].flatMap(([name, marks]): Broken[] => {
    const resource = resources.get(name);
    // Withdrawn by the desk itself, marks and all.
    if (!resource) return [];
    const extensions = (resource.extension ?? []) as readonly { url: string; valueString?: string }[];
    const there = new Set(extensions.filter(({ url }) => url === vendorUrl).map((one) => one.valueString));
    const lost = [...marks].filter((mark) => !there.has(mark));
    return lost.length === 0 ? [] : [{ invariant: "a vendor's own field is lost", what: `${name}: ${lost}` }];
  });
}

/** Slots and visits that no plan was about are as they were, to the version. */
export function checkStrangers({ slots, slotsBefore, given, visits, visitsBefore }: Settled): Broken[] {
  const strangers = [...slotsBefore].filter(([id]) => !given.has(id));
  const changed = strangers.filter(([id, before]) => versionOf(slots.get(id)) !== versionOf(before));
  const there = new Set(visits.map(({ id }) => id));
  const gone = [...visitsBefore].filter((id) => !there.has(id));
  return [...changed.map(([id]) => `Slot/${id}`), ...gone.map((id) => `Appointment/${id}`)].map((what) => ({
    invariant: "something was changed that nobody asked for",
    what,
  }));
}

const versionOf = (resource: Resource | undefined): unknown =>
  (resource?.meta as { versionId?: unknown } | undefined)?.versionId;

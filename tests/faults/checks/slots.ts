import { fhirNames } from "#contract/fhir/names.ts";
import { vendorFields } from "../actors/reception.ts";
import { isLive, type Resource, slotIdsOf } from "../world/central-data.ts";
import type { Broken, Invariant } from "./invariants.ts";
import type { Settled } from "./settled.ts";

/** A slot that plans worked on is busy if and only if one visit has it, and the reception's word holds. */
export function checkSlots({ slots, visits, given, reception, askedWithHelp }: Settled): Broken[] {
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
    const ofReception = live.get(slotId)?.find(({ visit }) => isOfReceptionTime(visit));
    if (ofReception && !askedWithHelp.has(slotId))
      broken.push("a time of the reception's was given out without help");
    const isGivenOut = status === "busy" && ofReception !== undefined;
    if (reception.blocked.has(slotId) && status !== "busy-unavailable" && !isGivenOut)
      broken.push("a slot that the reception blocked was set free");
    if (reception.withdrawn.has(slotId) && status !== undefined && status !== "entered-in-error")
      broken.push("a slot that the reception withdrew is back");
    return broken.map((invariant) => ({
      invariant,
      what: `Slot/${slotId} is ${status ?? "gone"}, visits: ${held}`,
    }));
  });
}

/** Whether a kiosk has booked it at a time that reception alone gives out. */
export const isOfReceptionTime = ({ extension }: Resource): boolean =>
  Array.isArray(extension) &&
  extension.some(
    ({ url, valueCode }) => url === fhirNames.extension.slotStatusBefore && valueCode === "busy-unavailable",
  );

/** Every note of the vendor's is still wherever the vendor put it. */
export function checkNotes({ slots, visits, reception }: Settled): Broken[] {
  const resources = new Map<string, Resource>([
    ...[...slots.values()].map((slot): [string, Resource] => [`Slot/${slot.id}`, slot]),
    ...visits.map((visit): [string, Resource] => [`Appointment/${visit.id}`, visit]),
  ]);
  return [...reception.notes].flatMap(([name, notes]): Broken[] => {
    const resource = resources.get(name);
    // Withdrawn by the reception itself, notes and all.
    if (!resource) return [];
    const wanted = vendorFields(notes);
    const { tag } = (resource.meta ?? {}) as { tag?: unknown };
    const lost = [
      ...(holds(resource.extension, wanted.extension) ? [] : ["extension"]),
      ...(holds(tag, wanted.tags) ? [] : ["meta.tag"]),
      ...(resource.comment === wanted.comment ? [] : ["comment"]),
    ];
    return lost.map((field) => ({ invariant: "a vendor's own field is lost", what: `${name}: ${field}` }));
  });
}

/** Whether all of these stand in a list, among others. */
function holds(list: unknown, wanted: readonly object[]): boolean {
  const there = new Set((Array.isArray(list) ? list : []).map((one) => JSON.stringify(one)));
  return wanted.every((one) => there.has(JSON.stringify(one)));
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

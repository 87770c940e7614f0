import { fhirNames } from "#contract/fhir/names.ts";
import type { SlotStatus } from "#contract/index.ts";
import type { CancelAttempt, FhirSlot, FhirVisit, MoveAttempt, MoveBackAttempt } from "./attempts.ts";
import { releasedStatus } from "./booking/release.ts";
import { type Entry, put, serviceType, slotNote, type Transaction, transaction } from "./booking-bundle.ts";
import { isJson, type Json, referencedId } from "./json.ts";
import { listOf } from "./values.ts";

/**
 * The transactions of docs/fhir.md that change what is there: cancel, move, move back, fence. Every entry is a
 * PUT of the whole resource as just read, under its ETag, with only our fields changed.
 */
export function cancelBundle({
  key,
  visit,
  slots,
  goneSlotIds,
  consents = [],
  why,
  released = "free",
}: CancelAttempt): Transaction {
  const mark = why === "asked" ? fhirNames.operationKey : fhirNames.fenceKey;
  const raw = rawOf(visit);
  const status = { asked: releasedStatus(visit), unseen: released, withdrawn: "entered-in-error" } as const;
  return transaction([
    putVisit(visit, {
      status: "cancelled",
      identifier: marked(raw, mark, key),
      ...(goneSlotIds.length > 0 ? { slot: without(raw.slot, goneSlotIds) } : {}),
    }),
    ...slots.map((slot) => putSlot(slot, { status: status[why] })),
    ...consents.map(({ id, etag, raw }) => put("Consent", id, etag, rawOf({ raw }), { status: "inactive" })),
  ]);
}

export function moveBundle(attempt: MoveAttempt, serviceCode: string): Transaction {
  const { key, visit, from, to } = attempt;
  const raw = rawOf(visit);
  const slot = rawOf(to);
  const sameService = visit.service.id === attempt.service.id;
  return transaction([
    putSlot(to, { status: "busy" }),
    putVisit(visit, {
      identifier: marked(raw, fhirNames.operationKey, key),
      start: slot.start,
      end: slot.end,
      slot: [{ reference: `Slot/${to.slot.id}` }],
      participant: participants(raw, attempt),
      extension: withSlotNote(raw, slotNote(attempt, to)),
      // Whoever had come already is expected anew.
      ...(visit.status === statusAfterMove(visit.status) ? {} : { status: statusAfterMove(visit.status) }),
      ...(sameService ? {} : { serviceType: serviceType(attempt.service, serviceCode) }),
    }),
    ...from.map((old) => putSlot(old, { status: releasedStatus(visit) })),
  ]);
}

/** What a move changes, and a move back restores. */
const movedFields = ["start", "end", "slot", "participant", "serviceType"] as const;
/** The status of a visit that was moved. */
export const statusAfterMove = (before: string): string =>
  before === "arrived" || before === "checked-in" ? "booked" : before;

export function moveBackBundle(attempt: MoveBackAttempt): Transaction {
  const { key, visit, before, from, to, withdrawn, released = "free" } = attempt;
  const old = rawOf({ raw: before });
  const raw = rawOf(visit);
  const restored = Object.fromEntries(movedFields.map((field) => [field, old[field]]));
  return transaction([
    putVisit(visit, {
      identifier: marked(raw, fhirNames.fenceKey, key),
      ...restored,
      ...(typeof old.status === "string" ? { status: old.status } : {}),
      extension: withSlotNote(raw, listOf(old.extension).filter(isSlotNote)),
    }),
    ...to.map((slot) => putSlot(slot, { status: "busy" })),
    ...from.map((slot) => putSlot(slot, { status: withdrawn ? "entered-in-error" : released })),
  ]);
}

const isSlotNote = ({ url }: Json): boolean => url === fhirNames.extension.slotStatusBefore;

/** The resource's extensions with this note of its slot in place of the last one's; undefined where none is left. */
function withSlotNote(raw: Json, note: readonly object[]): readonly unknown[] | undefined {
  const others = listOf(raw.extension).filter((one) => !isSlotNote(one));
  const all = [...others, ...note];
  return all.length > 0 ? all : undefined;
}

/** One key at a time stands on a slot: the next fence puts its own in place of the last one's. */
export function slotFence(key: string, slot: FhirSlot): Transaction {
  return transaction([putSlot(slot, { identifier: marked(rawOf(slot), fhirNames.fenceKey, key) })]);
}

export function slotRelease(key: string, slot: FhirSlot, status: SlotStatus): Transaction {
  const identifier = marked(rawOf(slot), fhirNames.fenceKey, key);
  return transaction([putSlot(slot, { status, identifier })]);
}

export function slotWithdrawal(key: string, slot: FhirSlot): Transaction {
  const identifier = marked(rawOf(slot), fhirNames.fenceKey, key);
  return transaction([putSlot(slot, { status: "entered-in-error", identifier })]);
}

export function visitFence(key: string, visit: FhirVisit): Transaction {
  return transaction([putVisit(visit, { identifier: marked(rawOf(visit), fhirNames.fenceKey, key) })]);
}

const putSlot = (slot: FhirSlot, changes: Json): Entry =>
  put("Slot", slot.slot.id, slot.etag, rawOf(slot), changes);
const putVisit = (visit: FhirVisit, changes: Json): Entry =>
  put("Appointment", visit.id, visit.etag, rawOf(visit), changes);

/** References to slots but those to the named ones; undefined, which JSON leaves out, where none is left. */
function without(references: unknown, slotIds: readonly string[]): readonly unknown[] | undefined {
  const all: readonly unknown[] = Array.isArray(references) ? references : [];
  const kept = all.filter((one) => {
    const id = isJson(one) ? referencedId(one.reference, "Slot") : null;
    return id === null || !slotIds.includes(id);
  });
  return kept.length > 0 ? kept : undefined;
}

/** The resource's identifiers with this one; a fence's replaces the last fence's, so that they don't pile up. */
function marked(raw: Json, system: string, value: string): readonly unknown[] {
  const there: readonly unknown[] = Array.isArray(raw.identifier) ? raw.identifier : [];
  const ofFence = (it: unknown): boolean => isJson(it) && it.system === fhirNames.fenceKey;
  const kept = system === fhirNames.fenceKey ? there.filter((it) => !ofFence(it)) : there;
  return [...kept, { system, value }];
}

const movedTypes = ["Practitioner", "PractitionerRole", "Location", "HealthcareService"] as const;

/** Patient and whoever else takes part stay as they are; doctor, room and service become the new slot's. */
function participants(raw: Json, attempt: MoveAttempt): readonly unknown[] {
  const { practitionerId, roleId, roomLocationId, service } = attempt;
  const wanted = [
    `Practitioner/${practitionerId}`,
    `PractitionerRole/${roleId}`,
    ...(roomLocationId === null ? [] : [`Location/${roomLocationId}`]),
    `HealthcareService/${service.id}`,
  ];
  const old: readonly unknown[] = Array.isArray(raw.participant) ? raw.participant : [];
  const missing = new Set(wanted);
  const kept = old.filter((one) => {
    const reference = isJson(one) && isJson(one.actor) ? one.actor.reference : undefined;
    const type = movedTypes.find((name) => referencedId(reference, name) !== null);
    if (type === undefined) return true;
    return missing.delete(`${type}/${referencedId(reference, type)}`);
  });
  const added = [...missing].map((reference) => ({ actor: { reference }, status: "accepted" }));
  return [...kept, ...added];
}

function rawOf({ raw }: { readonly raw: unknown }): Json {
  if (isJson(raw)) return raw;
  throw new TypeError("not a resource that this connector answered");
}

import { fhirNames } from "#contract/fhir/names.ts";
import { type Place, placeText, type ShownVisit, samePlace } from "../ledger.ts";
import { isLive, type Resource, scheduleOf, slotIdsOf, valuesOf } from "../world/central-data.ts";
import type { Broken } from "./invariants.ts";
import type { Settled } from "./settled.ts";

/** A visit exists if and only if a patient was shown it, or the reception has it on its list. */
export function checkVisits(settled: Settled): Broken[] {
  const { visits, shown } = settled;
  const byId = new Map(visits.map((visit) => [visit.id, visit]));
  const shownIds = new Set(shown.map(({ visitId }) => visitId));
  const unseen = visits
    .filter((visit) => isLive(visit) && keysOf(visit).length > 0 && !shownIds.has(visit.id))
    .filter((visit) => !onReviewList(visit, settled))
    .map(
      (visit): Broken => ({
        invariant: "a visit exists that nobody was shown",
        what: `Appointment/${visit.id} ${placeText(placeOf(visit))}`,
      }),
    );
  return [
    ...unseen,
    ...shown.flatMap((visit) => checkShown(visit, byId.get(visit.visitId), settled)),
    ...checkReviewList(settled),
  ];
}

/** A list that is full of what needs nobody is a list that nobody reads. */
function checkReviewList({ reviewList, shown }: Settled): Broken[] {
  const seen = new Set(shown.filter(({ doubtful }) => !doubtful).map(({ visitId }) => visitId));
  return reviewList
    .filter(({ visitId }) => visitId !== null && seen.has(visitId))
    .map(({ visitId }) => ({
      invariant: "the reception is asked about a visit that was seen",
      what: `Appointment/${visitId}`,
    }));
}

/** The keys of ours under which a visit was made or changed. */
const keysOf = (visit: Resource): string[] => [
  ...valuesOf(visit, fhirNames.bookingKey),
  ...valuesOf(visit, fhirNames.operationKey),
];

const onReviewList = (visit: Resource, { reviewList }: Settled): boolean => {
  const keys = new Set(keysOf(visit));
  return reviewList.some((entry) => entry.visitId === visit.id || keys.has(entry.key));
};

const placeOf = (visit: Resource): Place => {
  const [slotId] = slotIdsOf(visit);
  return isLive(visit) && slotId !== undefined ? { slotId } : "cancelled";
};

function checkShown(shown: ShownVisit, visit: Resource | undefined, settled: Settled): Broken[] {
  const name = `Appointment/${shown.visitId}`;
  if (!visit) return [{ invariant: "a visit that was shown is not there", what: `${name} never was` }];
  const broken: Broken[] = [];
  const place = placeOf(visit);
  const byReception = settled.reception.cancelled.has(shown.visitId) && place === "cancelled";
  if (!byReception && !samePlace(place, shown.believed) && !onReviewList(visit, settled)) {
    const what = `${name} is ${placeText(place)}, the patient was shown it ${placeText(shown.believed)}`;
    const asked = shown.unheard.some((one) => samePlace(one, place));
    broken.push({
      invariant: asked ? "a visit was changed and nobody was told" : "a visit that was shown is not there",
      what,
    });
  }
  if (!JSON.stringify(visit.participant).includes(`"Patient/${shown.patientId}"`)) {
    broken.push({ invariant: "a visit is another patient's than was shown", what: name });
  }
  return broken;
}

/** Of one slot each, at that slot's time. */
export function checkTimes({ visits, slots, visitsBefore }: Settled): Broken[] {
  return visits
    .filter((visit) => isLive(visit) && !visitsBefore.has(visit.id))
    .flatMap((visit): Broken[] => {
      const [slotId = "", ...more] = slotIdsOf(visit);
      const slot = slots.get(slotId);
      const fits = slot !== undefined && visit.start === slot.start && visit.end === slot.end;
      if (fits && more.length === 0) return [];
      return [
        { invariant: "a visit's time is not its slot's", what: `Appointment/${visit.id} at ${slotId}` },
      ];
    });
}

/** What a kiosk booked is at the schedule that the patient chose: a slot that was handed over meanwhile is taken. */
export function checkDoctors({ visits, slots, chosenOf }: Settled): Broken[] {
  return visits
    .filter((visit) => isLive(visit) && keysOf(visit).length > 0)
    .flatMap((visit) => slotIdsOf(visit).map((slotId) => ({ visit, slotId })))
    .filter(({ slotId }) => {
      const slot = slots.get(slotId);
      const chosen = chosenOf.get(slotId);
      return slot !== undefined && chosen !== undefined && scheduleOf(slot) !== chosen;
    })
    .map(({ visit, slotId }) => ({
      invariant: "a visit is with another doctor than was chosen",
      what: `Appointment/${visit.id} at ${slotId}`,
    }));
}

/** Every key of ours, and every ticket number of ours, stands once. */
export function checkKeys({ visits, consents }: Settled): Broken[] {
  const ours = visits.filter((visit) => valuesOf(visit, fhirNames.bookingKey).length > 0);
  const kinds: [string, string[]][] = [
    ["booking", ours.flatMap((visit) => valuesOf(visit, fhirNames.bookingKey))],
    ["operation", visits.flatMap((visit) => valuesOf(visit, fhirNames.operationKey))],
    ["ticket number", ours.flatMap((visit) => valuesOf(visit, fhirNames.ticketNumber))],
    ["consent", consents.flatMap((consent) => valuesOf(consent, fhirNames.bookingKey))],
  ];
  return kinds.flatMap(([kind, values]) =>
    [...Map.groupBy(values, (value) => value)]
      .filter(([, all]) => all.length > 1)
      .map(([value]): Broken => ({ invariant: "a key stands twice", what: `${kind} ${value}` })),
  );
}

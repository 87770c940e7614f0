import type { Broken } from "./checks/invariants.ts";

/** Where a visit is, as a patient or the central API has it: at a slot, or nowhere. */
export type Place = { readonly slotId: string } | "cancelled";

/** A visit that a patient was shown, with what the screens said about it since. */
export type ShownVisit = {
  readonly visitId: string;
  /** Of the plan's patients, by the central API's id. */
  readonly patientId: string;
  /** What the patient was told last. */
  believed: Place;
  /** Changes that were asked for and of which the screen never told the end. */
  readonly unheard: Place[];
  /** Whether something of it may have gone unseen: only then the reception has a reason to be asked. */
  doubtful: boolean;
};

/**
 * The truth on the screens' side: what each patient was shown. It is kept by the runner, so no kill reaches it.
 */
export type Ledger = {
  readonly visits: readonly ShownVisit[];
  booked(visit: { visitId: string; patientId: string; slotId: string }): void;
  /** The screen said that the visit is now there, or cancelled. */
  changed(visitId: string, to: Place): void;
  /** A change was asked for, and the screen stayed silent or went dark. */
  unheard(visitId: string, to: Place): void;
  /** The screen that told of it was not painted, or could not say so. */
  unseen(visitId: string): void;
  /** Somebody who was helped asked for this slot: only so a time of reception's is given out. */
  asked(slotId: string): void;
  readonly askedWithHelp: ReadonlySet<string>;
  /** What a patient saw, and never should have. */
  readonly broken: readonly Broken[];
  saw(broken: Broken): void;
  /** Visits that this patient may still cancel or move, oldest first. */
  of(patientId: string): readonly ShownVisit[];
};

export function createLedger(): Ledger {
  const visits = new Map<string, ShownVisit>();
  const broken: Broken[] = [];
  const askedWithHelp = new Set<string>();
  const known = (visitId: string): ShownVisit => {
    const visit = visits.get(visitId);
    if (!visit) throw new Error(`the visit ${visitId} was never shown`);
    return visit;
  };
  return {
    get visits() {
      return [...visits.values()];
    },
    booked({ visitId, patientId, slotId }) {
      // Two taps on one time get one ticket twice.
      if (visits.has(visitId)) return;
      visits.set(visitId, { visitId, patientId, believed: { slotId }, unheard: [], doubtful: false });
    },
    changed(visitId, to) {
      known(visitId).believed = to;
    },
    unheard(visitId, to) {
      const visit = known(visitId);
      visit.unheard.push(to);
      visit.doubtful = true;
    },
    unseen(visitId) {
      known(visitId).doubtful = true;
    },
    asked: (slotId) => void askedWithHelp.add(slotId),
    askedWithHelp,
    broken,
    saw(what) {
      broken.push(what);
    },
    of: (patientId) =>
      [...visits.values()].filter((visit) => visit.patientId === patientId && visit.believed !== "cancelled"),
  };
}

export const samePlace = (one: Place, other: Place): boolean =>
  one === "cancelled" || other === "cancelled" ? one === other : one.slotId === other.slotId;

export const placeText = (place: Place): string => (place === "cancelled" ? place : `at ${place.slotId}`);

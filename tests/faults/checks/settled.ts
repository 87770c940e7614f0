import type { ReceptionBook } from "../actors/reception.ts";
import type { ShownVisit } from "../ledger.ts";
import type { Resource } from "../world/central-data.ts";

/** An entry of a kiosk's review list: somebody will look at what became of this key. */
export type ReviewEntry = { readonly key: string; readonly visitId: string | null };

/** Everything that is compared when all has settled: the central API's own data, and what everybody was told. */
export type Settled = {
  readonly slots: ReadonlyMap<string, Resource>;
  readonly visits: readonly Resource[];
  readonly consents: readonly Resource[];
  /** Slots that plans were given. */
  readonly given: ReadonlySet<string>;
  /** The schedule of each of these as patients chose it. */
  readonly chosenOf: ReadonlyMap<string, string>;
  readonly slotsBefore: ReadonlyMap<string, Resource>;
  readonly visitsBefore: ReadonlySet<string>;
  readonly shown: readonly ShownVisit[];
  /** Slots that were asked for with the help of staff. */
  readonly askedWithHelp: ReadonlySet<string>;
  readonly reviewList: readonly ReviewEntry[];
  readonly reception: ReceptionBook;
};

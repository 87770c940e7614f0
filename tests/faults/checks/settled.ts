import type { DeskBook } from "../actors/desk.ts";
import type { ShownVisit } from "../ledger.ts";
import type { Resource } from "../world/centre-data.ts";

/** An entry of a kiosk's desk list: somebody will look at what became of this key. */
export type DeskEntry = { readonly key: string; readonly visitId: string | null };

/** Everything that is compared when all has settled: the centre's own data, and what everybody was told. */
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
  readonly deskList: readonly DeskEntry[];
  readonly desk: DeskBook;
};

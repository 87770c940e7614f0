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
  readonly slotsBefore: ReadonlyMap<string, Resource>;
  readonly visitsBefore: ReadonlySet<string>;
  readonly shown: readonly ShownVisit[];
  readonly deskList: readonly DeskEntry[];
  readonly desk: DeskBook;
};

/** The promises. Each broken one is told with the ids that it is about; there is nothing personal in them. */
export const invariants = [
  "a visit exists that nobody was shown",
  "a visit that was shown is not there",
  "a visit was changed and nobody was told",
  "the desk is asked about a visit that was seen",
  "a visit is another patient's than was shown",
  "a visit's time is not its slot's",
  "two visits in one slot",
  "a slot is busy for nobody",
  "a slot is free under a visit",
  "a slot that the desk blocked was set free",
  "a slot that the desk withdrew is back",
  "a key stands twice",
  "a vendor's own field is lost",
  "something was changed that nobody asked for",
  "a list shows other visits than there are",
  "personal data is left in a kiosk's files",
  "an operation never settled",
  "a process ended by itself",
] as const;
export type Invariant = (typeof invariants)[number];
export type Broken = { readonly invariant: Invariant; readonly what: string };

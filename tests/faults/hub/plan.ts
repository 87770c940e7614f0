import fc from "fast-check";
import type { DemoHub } from "#demo-central/index.ts";
import type { MoveKind } from "#sync/n3/settings.ts";

type Switches = Parameters<DemoHub["switches"]["set"]>[0];

export const hubProfiles = ["D", "R", "C"] as const;
export const slotsOfPlan = 4;
export const patientsOfPlan = 2;

/** What goes wrong during one step at the kiosk. */
export type StepFault = {
  readonly switches: Switches;
  /** The kiosk's program ends by the n-th call of the step: before it leaves, or with its answer there. */
  readonly kill: { readonly call: number; readonly at: "before" | "after" } | null;
  /** The patient goes, ms after the touch. */
  readonly leaves: number | null;
  /** Whether the success screen gets painted. */
  readonly painted: boolean;
};

export type HubStep =
  | { readonly do: "book"; readonly patient: number; readonly slot: number; readonly fault: StepFault }
  | { readonly do: "cancel"; readonly visit: number; readonly fault: StepFault }
  | {
      readonly do: "move";
      readonly visit: number;
      readonly slot: number;
      readonly fault: StepFault;
    }
  /** Somebody else, elsewhere, takes a time or cancels what has it. */
  | { readonly do: "elsewhere"; readonly deed: "book" | "cancel"; readonly slot: number }
  | { readonly do: "wait"; readonly ms: number };

/** A story of faults at a hub. */
export type HubPlan = {
  readonly profile: (typeof hubProfiles)[number];
  /** How the clinics' systems are through all of it. */
  readonly lasting: Switches;
  /** Histories leave out the speciality of the first booking. */
  readonly hides: boolean;
  /** How the kiosk is told that visits are moved, whatever the systems can. */
  readonly move: Exclude<MoveKind, "off">;
  readonly steps: readonly HubStep[];
  readonly restarts: boolean;
};

const rarely = <T>(times: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: times - 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });

/** Shorter than the span after which what is nowhere counts as never made: docs/exactly-once-limits.md. */
const late = fc.integer({ min: 100, max: 90_000 });
const undecided = fc.constantFrom(99, 602, 603, 616, 660, 7777);
const operation = fc.constantFrom("SetAppointment", "CreateClaimForRefusal", "GetPatientHistory", null);

const switches: fc.Arbitrary<Switches> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Switches>({}) },
  { weight: 3, arbitrary: fc.constant<Switches>({ dropAfterCommit: 1 }) },
  { weight: 2, arbitrary: fc.constant<Switches>({ dropBeforeCommit: 1 }) },
  { weight: 3, arbitrary: late.map((commitDelay): Switches => ({ dropThenCommit: 1, commitDelay })) },
  { weight: 2, arbitrary: undecided.map((errorNumber): Switches => ({ errorAfterCommit: 1, errorNumber })) },
  { weight: 1, arbitrary: undecided.map((errorNumber): Switches => ({ errorBeforeCommit: 1, errorNumber })) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 2 }).map((dayLocked): Switches => ({ dayLocked })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom("truncated", "html503", "fault"), fc.integer({ min: 1, max: 8 }), operation)
      .map(([name, times, of]): Switches => ({ [name]: times, operation: of })),
  },
);

const fault: fc.Arbitrary<StepFault> = fc.record({
  switches,
  kill: rarely(
    3,
    // The third call is the write of a booking and of a move.
    fc.record({ call: fc.constantFrom(1, 2, 3, 3, 3, 4, 5, 6), at: fc.constantFrom("before", "after") }),
  ),
  leaves: rarely(5, fc.integer({ min: 0, max: 20_000 })),
  painted: fc.constantFrom(true, true, true, false),
});

const slot = fc.nat({ max: slotsOfPlan - 1 });
const book: fc.Arbitrary<HubStep> = fc.record({
  do: fc.constant("book"),
  patient: fc.nat({ max: patientsOfPlan - 1 }),
  slot,
  fault,
});
const noFault: StepFault = { switches: {}, kill: null, leaves: null, painted: true };
const move: fc.Arbitrary<HubStep> = fc.record({
  do: fc.constant("move"),
  visit: fc.nat({ max: 3 }),
  slot,
  fault,
});
const cancel: fc.Arbitrary<HubStep> = fc.record({
  do: fc.constant("cancel"),
  visit: fc.nat({ max: 3 }),
  fault,
});
const step: fc.Arbitrary<HubStep> = fc.oneof(
  { weight: 4, arbitrary: book },
  { weight: 3, arbitrary: cancel },
  { weight: 4, arbitrary: move },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("elsewhere"), deed: fc.constantFrom("book", "cancel"), slot }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("wait"), ms: fc.integer({ min: 100, max: 200_000 }) }),
  },
);

const lasting: fc.Arbitrary<Switches> = fc.record({
  historyLag: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: late }),
  cancelDelay: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: late }),
  freshIds: fc.boolean(),
  prevIgnored: fc.boolean(),
  unsorted: fc.boolean(),
  yearOne: fc.boolean(),
  dates: fc.constantFrom("plain", "fraction", "offset"),
  nulls: fc.constantFrom("own", "nil", "absent"),
});

/** Visits that are there come first in most plans: what can happen to a move or a cancel needs one. */
const calmBook = book.map((one): HubStep => (one.do === "book" ? { ...one, fault: noFault } : one));
const story = (first: readonly fc.Arbitrary<HubStep>[]): fc.Arbitrary<HubStep[]> =>
  fc.tuple(fc.tuple(...first), fc.array(step, { maxLength: 5 })).map(([begin, more]) => [...begin, ...more]);

/** Makes plans: the same ones for the same seed. */
export const hubPlans = (profile: HubPlan["profile"]): fc.Arbitrary<HubPlan> =>
  fc.record({
    profile: fc.constant(profile),
    lasting,
    hides: fc.constantFrom(false, false, false, false, true),
    move: fc.constantFrom("atomic", "book-then-cancel"),
    steps: fc.oneof(story([book]), story([calmBook, move]), story([calmBook, cancel])),
    restarts: fc.constantFrom(false, false, true),
  });

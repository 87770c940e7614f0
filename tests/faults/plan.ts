import fc from "fast-check";
import { silences, type Treatment } from "./proxy/treatment.ts";

/** Times and patients that a plan may use, by number. Few, so that they get into each other's way. */
export const slotsOfPlan = 5;
export const patientsOfPlan = 3;

const victims = ["core", "demoCentral", "proxy"] as const;
export type Victim = (typeof victims)[number];

/** What the clinic's reception does, directly at the central API. `slot` is a number of the plan. */
const receptionDeeds = [
  "block",
  "unblock",
  "withdraw",
  "book",
  "cancel",
  "touch",
  "annotate",
  "shift",
  "handOver",
  "closeSchedule",
] as const;
export type ReceptionDeed = (typeof receptionDeeds)[number];

/** What happens to one request, and what happens at the very moment when it is on the line. */
export type Fault = {
  readonly treatment: Treatment;
  /** `arrived`: before the central API sees it. `answered`: before the kiosk sees the answer. */
  readonly kill: { readonly victim: Victim; readonly at: "arrived" | "answered" } | null;
  /** Done at the central API between what the kiosk has read and what it now sends, to the slot it is about. */
  readonly reception: ReceptionDeed | null;
};

/** Who comes while what the former has touched still runs. */
const comers = ["nobody", "same", "next"] as const;
/** The patient goes home so many ms after the touch, whatever the screen shows by then. */
export type Leaving = { readonly after: number; readonly comes: (typeof comers)[number] };

export type PatientStep =
  | { readonly do: "come"; readonly patient: number }
  | {
      readonly do: "book";
      readonly slot: number;
      readonly taps: 1 | 2;
      readonly leaves: Leaving | null;
      /** Whether the success screen gets painted, which acknowledges the visit. */
      readonly painted: boolean;
    }
  | {
      readonly do: "cancel";
      readonly visit: number;
      readonly leaves: Leaving | null;
      readonly painted: boolean;
    }
  | {
      readonly do: "move";
      readonly visit: number;
      readonly slot: number;
      readonly leaves: Leaving | null;
      readonly painted: boolean;
    }
  | { readonly do: "print"; readonly visit: number; readonly leaves: Leaving | null }
  /** Somebody of staff signs in, and helps whoever comes to the screen next: this patient. */
  | { readonly do: "help"; readonly patient: number }
  /** A number that a scanner types, cut off behind so many characters. */
  | { readonly do: "scan"; readonly length: number }
  | { readonly do: "leave" };

/** Faults of a kiosk's requests: each takes the next of its kind; those beyond the list pass. */
type LinePlan = {
  readonly transaction: readonly Fault[];
  readonly look: readonly Fault[];
  readonly person: readonly Fault[];
  readonly pull: readonly Fault[];
};

type KioskPlan = { readonly steps: readonly PatientStep[]; readonly line: LinePlan };

/** At a moment of the plan, ms after its beginning. */
type TimedStep =
  | { readonly at: number; readonly do: "kill"; readonly victim: Victim; readonly kiosk: number }
  | { readonly at: number; readonly do: "reception"; readonly deed: ReceptionDeed; readonly slot: number };

/** A story of faults: what patients, reception and network do, played to real processes. */
export type Plan = {
  /** How the central API behaves where servers differ. */
  readonly dialect: "plain" | "hapi";
  readonly kiosks: readonly KioskPlan[];
  readonly timed: readonly TimedStep[];
  /** So many of the plan's slots, the first ones, are reception's own when it begins: only who is helped gets one. */
  readonly receptionOnly: number;
  /** Whether all kiosks are killed once more before everything settles. */
  readonly restarts: boolean;
};

const how = fc.constantFrom(...silences);
/** Up to longer than a kiosk waits for an answer, and longer than it waits with the patient. */
const lateness = fc.integer({ min: 50, max: 3000 });

/** The five 4xx that say nothing of what became of a request, and some 5xx. */
const doubtful = fc.constantFrom(408, 409, 412, 425, 429, 500, 502, 503, 504);

const treatment: fc.Arbitrary<Treatment> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Treatment>({ do: "pass" }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("delay"), ms: fc.integer({ min: 20, max: 600 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("dropBefore"), how }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("dropAfter"), how }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("cutAnswer") }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("late"), ms: lateness }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("error"), status: doubtful, committed: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("strangersPage") }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("duplicate"),
      ms: fc.integer({ min: 0, max: 2500 }),
      answer: fc.constantFrom("first", "second"),
    }),
  },
);

/** What changes something may also come when nobody expects it any more. */
const transactionTreatment: fc.Arbitrary<Treatment> = fc.oneof(
  { weight: 4, arbitrary: treatment },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("heldBack"), questions: fc.integer({ min: 1, max: 8 }) }),
  },
);

const kill = fc.record({
  victim: fc.oneof(
    { weight: 4, arbitrary: fc.constant<Victim>("core") },
    { weight: 1, arbitrary: fc.constantFrom<Victim>("demoCentral", "proxy") },
  ),
  at: fc.constantFrom("arrived", "answered"),
});
/** Above all what crosses a kiosk's intentions. */
const deed = fc.oneof(
  { weight: 3, arbitrary: fc.constant<ReceptionDeed>("block") },
  {
    weight: 3,
    arbitrary: fc.constantFrom<ReceptionDeed>("book", "withdraw", "touch", "annotate", "shift", "handOver"),
  },
  { weight: 1, arbitrary: fc.constantFrom(...receptionDeeds) },
);

/** Null but for once in `times`. */
const rarely = <T>(times: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: times - 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });

const fault = (
  of: fc.Arbitrary<Treatment>,
  rarity: { kill: number; reception: number },
): fc.Arbitrary<Fault> =>
  fc.record({ treatment: of, kill: rarely(rarity.kill, kill), reception: rarely(rarity.reception, deed) });
/** Of requests that only ask, outside of the protocol. */
const plainFault: fc.Arbitrary<Fault> = treatment.map((of) => ({
  treatment: of,
  kill: null,
  reception: null,
}));

const line: fc.Arbitrary<LinePlan> = fc.record({
  transaction: fc.array(fault(transactionTreatment, { kill: 4, reception: 5 }), {
    minLength: 1,
    maxLength: 6,
  }),
  look: fc.array(fault(treatment, { kill: 10, reception: 8 }), { maxLength: 5 }),
  person: fc.array(plainFault, { maxLength: 1 }),
  pull: fc.array(plainFault, { maxLength: 2 }),
});

const slot = fc.nat({ max: slotsOfPlan - 1 });
const visit = fc.nat({ max: 3 });
const painted = fc.constantFrom(true, true, true, false);
const leaves = rarely(
  4,
  fc.record({ after: fc.integer({ min: 0, max: 1500 }), comes: fc.constantFrom(...comers) }),
);

const book: fc.Arbitrary<PatientStep> = fc.record({
  do: fc.constant("book"),
  slot,
  taps: fc.constantFrom(1, 1, 1, 2),
  leaves,
  painted,
});
const help: fc.Arbitrary<PatientStep> = fc.record({
  do: fc.constant("help"),
  patient: fc.nat({ max: patientsOfPlan - 1 }),
});
const step: fc.Arbitrary<PatientStep> = fc.oneof(
  { weight: 4, arbitrary: book },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("cancel"), visit, leaves, painted }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("move"), visit, slot, leaves, painted }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("come"), patient: fc.nat({ max: patientsOfPlan - 1 }) }),
  },
  { weight: 2, arbitrary: help },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("print"), visit, leaves }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("scan"), length: fc.integer({ min: 1, max: 16 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("leave") }) },
);
const kiosk: fc.Arbitrary<KioskPlan> = fc.record({
  // Without a booking there is little to cancel and to move.
  steps: fc
    .tuple(rarely(3, help), book, fc.array(step, { maxLength: 4 }))
    .map(([helped, first, more]) => [...(helped ? [helped] : []), first, ...more]),
  line,
});

const at = fc.integer({ min: 0, max: 4000 });
const timed: fc.Arbitrary<TimedStep> = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({
      at,
      do: fc.constant("kill"),
      victim: fc.constantFrom(...victims),
      kiosk: fc.nat({ max: 1 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ at, do: fc.constant("reception"), deed, slot }) },
);

/** Makes plans: the same ones for the same seed. */
export const plans: fc.Arbitrary<Plan> = fc.record({
  dialect: fc.constantFrom("plain", "plain", "hapi"),
  kiosks: fc.array(kiosk, { minLength: 1, maxLength: 2 }),
  timed: fc.array(timed, { maxLength: 3 }),
  receptionOnly: fc.constantFrom(0, 0, 1, 2),
  restarts: fc.constantFrom(false, false, true),
});

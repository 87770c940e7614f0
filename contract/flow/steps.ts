/**
 * The flow as data. A step declares what it needs, what it yields and when it is passed over; a preset is an
 * order of steps; the engine in renderer/flow walks it. The core checks a configured order with
 * {@link checkOrder} at start-up.
 */
const choices = [
  "who",
  "way",
  "patient",
  "subject",
  "area",
  "organization",
  "branch",
  "service",
  "doctor",
  "date",
  "slot",
  "consent",
  "email",
  "phone",
  "promise",
  "visit",
] as const;
/**
 * Something that the flow has come to know. `patient` is who has signed in; `subject` is whom the visit is for
 * where that is asked apart: a card, or a person given by name and birth date.
 */
export type Choice = (typeof choices)[number];

export const whoValues = ["self", "other"] as const;
/** For whom a visit is booked. */
export type Who = (typeof whoValues)[number];
export const wayValues = ["district", "policy"] as const;
/** How one comes to a clinic: by the district it lies in, or by the attachment that a policy stands for. */
export type Way = (typeof wayValues)[number];

export const stepNames = [
  "signIn",
  "who",
  "way",
  "card",
  "district",
  "area",
  "organization",
  "branch",
  "service",
  "doctor",
  "date",
  "time",
  "person",
  "consent",
  "email",
  "phone",
  "promise",
  "done",
] as const;
export type StepName = (typeof stepNames)[number];

/** As much of what the flow knows as decides whether a step is passed over. */
export type Known = {
  readonly who?: Who | undefined;
  readonly way?: Way | undefined;
  /** Somebody has signed in; who it is doesn't matter here. */
  readonly patient?: unknown;
};

export type StepRule = {
  /** Each must be known before; of a group, any one. */
  readonly needs: readonly (Choice | readonly Choice[])[];
  readonly yields: Choice;
  /** A step whose list holds one entry chooses it and is passed over. */
  readonly choosesAlone: boolean;
  /** Whether the step has nothing to ask of this patient. */
  readonly passedOver?: (known: Known) => boolean;
};

const asks = (
  yields: Choice,
  needs: StepRule["needs"] = [],
  passedOver?: StepRule["passedOver"],
): StepRule => ({ needs, yields, choosesAlone: false, ...(passedOver ? { passedOver } : {}) });
const list = (
  yields: Choice,
  needs: StepRule["needs"] = [],
  passedOver?: StepRule["passedOver"],
): StepRule => ({ ...asks(yields, needs, passedOver), choosesAlone: true });

const byPolicy = ({ way }: Known): boolean => way === "policy";

export const stepRules: Readonly<Record<StepName, StepRule>> = {
  /** Where the way to a clinic is asked, only its way by policy signs in. */
  signIn: asks("patient", [], ({ way, who }) => way === "district" || who === "other"),
  who: asks("who"),
  /** Another person's attachment is not to be had from one's own policy: their clinic is looked for by district. */
  way: asks("way", [], ({ who }) => who === "other"),
  card: asks("subject", ["patient"]),
  district: list("area", [], byPolicy),
  area: list("area", [], byPolicy),
  organization: list("organization"),
  branch: list("branch", ["organization"]),
  service: list("service", ["branch"]),
  doctor: list("doctor", ["branch", "service"]),
  date: asks("date", ["service", "doctor"]),
  time: asks("slot", ["service", "doctor", "date"]),
  person: asks("subject", [], ({ who, patient }) => patient !== undefined && who !== "other"),
  consent: asks("consent"),
  email: asks("email"),
  phone: asks("phone"),
  promise: asks("promise"),
  done: asks("visit", [["patient", "subject"], "service", "slot", "consent"]),
};

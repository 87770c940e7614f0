/**
 * The flow as data. A step declares what it needs and what it yields; a preset is an order of steps; the
 * engine in renderer/flow walks it. The core checks a configured order with {@link checkOrder} at start-up.
 */
export const choices = [
  "patient",
  "organization",
  "branch",
  "service",
  "doctor",
  "date",
  "slot",
  "consent",
  "phone",
  "visit",
] as const;
/** Something that the flow has come to know. */
export type Choice = (typeof choices)[number];

export const stepNames = [
  "signIn",
  "organization",
  "branch",
  "service",
  "doctor",
  "date",
  "time",
  "consent",
  "phone",
  "done",
] as const;
export type StepName = (typeof stepNames)[number];

export type StepRule = {
  readonly needs: readonly Choice[];
  readonly yields: Choice;
  /** A step whose list holds one entry chooses it and is passed over. */
  readonly choosesAlone: boolean;
};

export const stepRules: Readonly<Record<StepName, StepRule>> = {
  signIn: { needs: [], yields: "patient", choosesAlone: false },
  organization: { needs: [], yields: "organization", choosesAlone: true },
  branch: { needs: ["organization"], yields: "branch", choosesAlone: true },
  service: { needs: ["branch"], yields: "service", choosesAlone: true },
  doctor: { needs: ["branch", "service"], yields: "doctor", choosesAlone: true },
  date: { needs: ["service", "doctor"], yields: "date", choosesAlone: false },
  time: { needs: ["service", "doctor", "date"], yields: "slot", choosesAlone: false },
  consent: { needs: [], yields: "consent", choosesAlone: false },
  phone: { needs: ["patient"], yields: "phone", choosesAlone: false },
  done: { needs: ["patient", "service", "slot", "consent"], yields: "visit", choosesAlone: false },
};

export const presetNames = ["registratura40"] as const;
export type PresetName = (typeof presetNames)[number];

export const presets: Readonly<Record<PresetName, readonly StepName[]>> = {
  registratura40: [
    "signIn",
    "organization",
    "branch",
    "service",
    "doctor",
    "date",
    "time",
    "consent",
    "phone",
    "done",
  ],
};

export type OrderFault =
  | { readonly fault: "doesNotEndWithDone" }
  | { readonly fault: "twice"; readonly step: StepName }
  | { readonly fault: "needsEarlier"; readonly step: StepName; readonly missing: Choice };

/** The first reason why an order of steps can't work, or null. */
export function checkOrder(order: readonly StepName[]): OrderFault | null {
  if (order.at(-1) !== "done") return { fault: "doesNotEndWithDone" };
  const known = new Set<Choice>();
  const seen = new Set<StepName>();
  for (const step of order) {
    if (seen.has(step)) return { fault: "twice", step };
    seen.add(step);
    const missing = stepRules[step].needs.find((need) => !known.has(need));
    if (missing) return { fault: "needsEarlier", step, missing };
    known.add(stepRules[step].yields);
  }
  return null;
}

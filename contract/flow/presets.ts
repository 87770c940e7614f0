import type { StepName } from "./steps.ts";

export const presetNames = [
  "registratura40",
  "registratura56",
  "gorzdrav",
  "gosuslugi-spb",
  "doctor73",
] as const;
export type PresetName = (typeof presetNames)[number];

const toTime = ["service", "doctor", "date", "time"] as const;

/** The orders of the portals that patients know; docs/flows.md holds each beside its portal's instruction. */
export const presets: Readonly<Record<PresetName, readonly StepName[]>> = {
  registratura40: ["signIn", "organization", "branch", ...toTime, "consent", "phone", "done"],
  registratura56: ["area", "organization", "branch", ...toTime, "consent", "signIn", "done"],
  gorzdrav: [
    "who",
    "way",
    "signIn",
    "district",
    "organization",
    "branch",
    ...toTime,
    "person",
    "phone",
    "consent",
    "promise",
    "done",
  ],
  "gosuslugi-spb": ["district", "organization", "branch", ...toTime, "person", "consent", "done"],
  doctor73: ["signIn", "card", "organization", "branch", ...toTime, "consent", "done"],
};

import { z } from "zod";
import { sexes } from "#contract/patients/person.ts";

const age = z.int().min(0).max(150);

/** What holds for a service here, by its code, in place of what the central API says of it. */
const serviceSchema = z
  .strictObject({
    /** The first and the last age that are received, in whole years. `fromAge: 0`, `toAge: 150` lift a limit. */
    fromAge: age.optional(),
    toAge: age.optional(),
    sex: z.enum([...sexes, "any"]).optional(),
    attachedOnly: z.boolean().optional(),
    referralNeeded: z.boolean().optional(),
  })
  .refine(({ fromAge = 0, toAge = 150 }) => fromAge <= toAge, {
    message: "nobody is that old: fromAge is greater than toAge",
    path: ["fromAge"],
  });

/** The `rules` section of the configuration. docs/rules.md tells what each does. */
export const rulesSettingsSchema = z.strictObject({
  /** Whether times of today may be booked here, or only at reception. */
  sameDay: z.enum(["open", "closed"]).default("open"),
  /** Minutes before its start until which a time of today can be booked. */
  minutesBefore: z.int().min(0).max(1440).default(10),
  /** Patients are told that only planned visits are booked here, and whom to call in an emergency. */
  plannedOnly: z.boolean().default(false),
  /** Hours before a visit until which patients are asked to cancel it. An advice: later it can be cancelled too. */
  cancelAhead: z.int().min(0).max(168).default(24),
  /** Whether what the central API keeps for a clinic's own patients is kept for them here. */
  attachedOnly: z.boolean().default(true),
  /** `book`: what needs a referral is booked here, the patient brings it along. `reception`: it is given out at reception. */
  referral: z.enum(["book", "reception"]).default("book"),
  /** Days around a visit to a specialist in which no second one to the same is booked. */
  sameSpecialist: z.union([z.literal("off"), z.int().min(1).max(365)]).default(30),
  /** Whether a visit at the time of another one is refused. */
  overlap: z.enum(["refused", "allowed"]).default("refused"),
  /** By service code, such as `B01.001.001`. */
  services: z.record(z.string().min(1), serviceSchema).default({}),
});
export type RulesSettings = z.infer<typeof rulesSettingsSchema>;

import { z } from "zod";
import { sexes } from "#contract/patients/person.ts";

const age = z.int().min(0).max(150);

/** What holds for a service here, by its code, in place of what the central API says of it. */
const serviceSchema = z
  .strictObject({
    fromAge: age
      .optional()
      .describe("The first age that is received, in whole years. `fromAge: 0`, `toAge: 150` lift a limit."),
    toAge: age.optional().describe("The last age that is received, in whole years."),
    sex: z
      .enum([...sexes, "any"])
      .optional()
      .describe("Who is received; `any` lifts a limit."),
    attachedOnly: z
      .boolean()
      .optional()
      .describe("Whether only patients attached to the clinic are received."),
    referralNeeded: z.boolean().optional().describe("Whether a referral is needed."),
  })
  .refine(({ fromAge = 0, toAge = 150 }) => fromAge <= toAge, {
    message: "nobody is that old: fromAge is greater than toAge",
    path: ["fromAge"],
  });

/** The `rules` section of the configuration. docs/rules.md tells what each does. */
export const rulesSettingsSchema = z.strictObject({
  sameDay: z
    .enum(["open", "closed"])
    .default("open")
    .describe("Whether times of today may be booked here, or only at reception."),
  minutesBefore: z
    .int()
    .min(0)
    .max(1440)
    .default(10)
    .describe("Minutes before its start until which a time of today can be booked."),
  plannedOnly: z
    .boolean()
    .default(false)
    .describe(
      "Patients are told that only planned visits are booked here, and whom to call in an emergency.",
    ),
  cancelAhead: z
    .int()
    .min(0)
    .max(168)
    .default(24)
    .describe(
      "Hours before a visit until which patients are asked to cancel it. An advice: later it can be cancelled too.",
    ),
  attachedOnly: z
    .boolean()
    .default(true)
    .describe("Whether what the central API keeps for a clinic's own patients is kept for them here."),
  referral: z
    .enum(["book", "reception"])
    .default("book")
    .describe(
      "`book`: what needs a referral is booked here, the patient brings it along. `reception`: it is given out at reception.",
    ),
  sameSpecialist: z
    .union([z.literal("off"), z.int().min(1).max(365)])
    .default(30)
    .describe("Days around a visit to a specialist in which no second one to the same is booked."),
  overlap: z
    .enum(["refused", "allowed"])
    .default("refused")
    .describe("Whether a visit at the time of another one is refused."),
  services: z
    .record(z.string().min(1), serviceSchema)
    .default({})
    .describe("By service code, such as `B01.001.001`."),
});
export type RulesSettings = z.infer<typeof rulesSettingsSchema>;

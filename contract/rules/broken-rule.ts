import { z } from "zod";
import { sexes } from "../patients/person.ts";
import { namedServiceSchema } from "../schedules/plain-name.ts";
import { dayAndTimeSchema } from "../time/calendar.ts";

/**
 * A rule of the clinic that keeps a visit from being booked here.
 * - `attachedOnly`: for the clinic's own patients. `referral`: given out at reception, against a referral.
 * - `tooYoung`, `tooOld` (`age`: the first or last age in whole years that is received), `otherSex`.
 * - `sameSpecialist`: there is a live visit to this specialist. `overlap`: there is one at that very time.
 * - `horizon`: the day can't be booked yet. `sameDay`: today's times are given out at reception.
 */
export const ruleSchema = z.discriminatedUnion("rule", [
  z.object({ rule: z.enum(["attachedOnly", "referral", "horizon", "sameDay"]) }),
  z.object({ rule: z.enum(["tooYoung", "tooOld"]), age: z.int().nonnegative() }),
  z.object({ rule: z.literal("otherSex"), sex: z.enum(sexes) }),
  z.object({
    rule: z.enum(["sameSpecialist", "overlap"]),
    visit: dayAndTimeSchema.extend({ service: namedServiceSchema, doctor: z.string() }),
  }),
]);
export type BrokenRule = z.infer<typeof ruleSchema>;

import { z } from "zod";
import { idSchema } from "../base/scalars.ts";
import { ruleSchema } from "../rules/broken-rule.ts";
import { dateSchema, dayAndTimeSchema } from "../time/calendar.ts";
import { namedServiceSchema } from "./plain-name.ts";

export const organizationSchema = z.object({
  id: idSchema,
  name: z.string(),
  kind: z.string(),
  district: z.string(),
  address: z.string(),
  branches: z.int(),
});
export type Organization = z.infer<typeof organizationSchema>;

export const branchSchema = z.object({ id: idSchema, name: z.string(), address: z.string() });
export type Branch = z.infer<typeof branchSchema>;

/** The branch at the kiosk's own address, with its clinic. */
export const ownPlaceSchema = z.object({ organization: organizationSchema, branch: branchSchema });
export type OwnPlace = z.infer<typeof ownPlaceSchema>;

/** `code`: as the register writes it; in the nomenclature of medical services such as `B01.065.007`. */
export const serviceSchema = namedServiceSchema.extend({
  id: idSchema,
  payment: z.enum(["free", "paid"]),
  attachedOnly: z.boolean(),
  referralNeeded: z.boolean(),
  doctors: z.int(),
  nearest: dayAndTimeSchema.nullable(),
  /** Why the person whom the visit is for can't book it here, as far as that person is known; null where nothing hinders. */
  closed: ruleSchema.nullable(),
});
export type Service = z.infer<typeof serviceSchema>;

/** How many times a doctor's row offers. */
export const mostOpenings = 3;
/** A free time of a doctor who is known. */
const openingSchema = dayAndTimeSchema.extend({ slotId: idSchema });
export type Opening = z.infer<typeof openingSchema>;

/** One doctor at one branch, with the schedule that is booked there. */
export const doctorSchema = z.object({
  scheduleId: idSchema,
  name: z.string(),
  /** Family name and initials: «Захарова С. С.». */
  shortName: z.string(),
  position: z.string(),
  room: z.string(),
  nearest: dayAndTimeSchema.nullable(),
  /** Times to choose from at a glance, the nearest first; empty where `nearest` is null. */
  openings: z.array(openingSchema).max(mostOpenings).readonly(),
  /** Last day of an absence that is under way, if the clinic told one. */
  awayUntil: dateSchema.nullable(),
});
export type Doctor = z.infer<typeof doctorSchema>;

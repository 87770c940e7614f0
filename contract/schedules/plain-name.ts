import { z } from "zod";
import { languageSchema } from "../base/scalars.ts";

/**
 * - `first`: the first visit with a complaint. `repeat`: the next ones with it.
 * - `checkUp`: without a complaint. `followUp`: of somebody who is watched for an illness (диспансерный приём).
 */
export const visitKinds = ["first", "repeat", "checkUp", "followUp"] as const;
export type VisitKind = (typeof visitKinds)[number];

/** What pictograms show: a speciality, or an examination. */
export const serviceIcons = [
  "allergy",
  "blood",
  "bone",
  "brain",
  "child",
  "ear",
  "ecg",
  "exercise",
  "eye",
  "family",
  "heart",
  "kidney",
  "lungs",
  "ribbon",
  "sample",
  "scanner",
  "skin",
  "stethoscope",
  "stomach",
  "surgeon",
  "syringe",
  "talk",
  "thyroid",
  "tooth",
  "ultrasound",
  "virus",
  "woman",
  "xray",
] as const;
export type ServiceIcon = (typeof serviceIcons)[number];

/** A title by language; `ru` stands for languages without one. */
export const titlesSchema = z
  .record(languageSchema, z.string().trim().min(1))
  .refine(({ ru }) => ru !== undefined, {
    message: "a Russian title (ru) is needed",
  });

/** What people call a service: «Стоматолог», a first visit. */
const plainNameSchema = z.object({
  title: titlesSchema,
  icon: z.enum(serviceIcons),
  /** Null where there is but one kind, as with an ultrasound, and where nobody says which it is. */
  visit: z.enum(visitKinds).nullable(),
  /** Whether the register's own name says more than this, so that it is shown beside it. */
  isPartial: z.boolean(),
});
export type PlainName = z.infer<typeof plainNameSchema>;

/** A service as visits and tickets name it: `name` is the register's own, `plain` what people call it, where known. */
export const namedServiceSchema = z.object({
  code: z.string(),
  name: z.string(),
  plain: plainNameSchema.optional(),
});
export type NamedService = z.infer<typeof namedServiceSchema>;

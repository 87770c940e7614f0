import { z } from "zod";
import { idSchema, languageSchema } from "../base/scalars.ts";
import { dateSchema } from "../time/calendar.ts";
import { personInputSchema, sexes } from "./person.ts";
import { policyInputSchema } from "./policy.ts";

/** Whom a card is about, as seen from the patient who keeps it. */
export const cardRelations = ["self", "child", "other"] as const;
export type CardRelation = (typeof cardRelations)[number];

/**
 * How the search for the card's person at the central API stands. `found`: their clinics, by name. `unattached`: found,
 * but attached to no clinic. `waiting`: nobody, or nobody for certain, fits: reception must look.
 */
const attachmentSchema = z.discriminatedUnion("state", [
  z.object({ state: z.literal("found"), organizations: z.array(z.string()).min(1) }),
  z.object({ state: z.literal("unattached") }),
  z.object({ state: z.literal("waiting") }),
]);
export type Attachment = z.infer<typeof attachmentSchema>;

/** A card of the signed-in patient, kept at the central API. Numbers are masked; the whole ones stay in the core. */
export const cardSchema = z.object({
  id: idSchema,
  relation: z.enum(cardRelations),
  family: z.string(),
  given: z.string(),
  patronymic: z.string(),
  sex: z.enum(sexes).nullable(),
  birthDate: dateSchema.nullable(),
  policy: z.string(),
  snils: z.string(),
  phone: z.string(),
  attachment: attachmentSchema,
});
export type Card = z.infer<typeof cardSchema>;

/**
 * A child of whom Госуслуги told when the patient signed in there, and of whom the patient keeps no card yet. All but
 * the numbers, which are masked, is the register's where it has the child, else as Госуслуги told it.
 */
export const cardOfferSchema = z.object({
  id: idSchema,
  family: z.string(),
  given: z.string(),
  patronymic: z.string(),
  sex: z.enum(sexes).nullable(),
  birthDate: dateSchema,
  policy: z.string(),
  snils: z.string(),
  /** Whether the register has the child: then nothing is typed. */
  isRegistered: z.boolean(),
});
export type CardOffer = z.infer<typeof cardOfferSchema>;

/** A card as typed: policy or СНИЛС, or both. `phone`: ten digits after +7, or empty. */
export const cardInputSchema = personInputSchema.extend({
  relation: z.enum(cardRelations),
  sex: z.enum(sexes),
  policy: policyInputSchema.nullable(),
  snils: z.string().max(20),
  phone: z.string().regex(/^(\d{10})?$/),
});
export type CardInput = z.infer<typeof cardInputSchema>;

/** The agreement that was shown, and accepted, before a card is added; it is recorded first. */
export const agreedSchema = z.strictObject({ language: languageSchema, hash: z.string() });
export type Agreed = z.infer<typeof agreedSchema>;

/** What a card may keep when it is changed: the screens know these only masked. */
export const keptNumbers = ["policy", "snils", "phone"] as const;
export type KeptNumber = (typeof keptNumbers)[number];

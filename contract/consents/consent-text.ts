import { z } from "zod";
import { languageSchema } from "../base/scalars.ts";

/**
 * Who agrees: a patient for oneself, a guardian for a child, or somebody for another adult who has asked them to.
 * Each has a wording of its own (152-ФЗ, article 9).
 */
export const consentVariants = ["self", "child", "other"] as const;
export type ConsentVariant = (typeof consentVariants)[number];

/**
 * The agreement as shown. `hash` is SHA-256 (hex) over variant, version, title and paragraphs, and is what is
 * recorded.
 */
export const consentTextSchema = z.object({
  version: z.string(),
  language: languageSchema,
  variant: z.enum(consentVariants),
  title: z.string(),
  paragraphs: z.array(z.string()).min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ConsentText = z.infer<typeof consentTextSchema>;

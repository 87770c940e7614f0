import { z } from "zod";

/** How the clinic reaches the patient: a number it knows (by index), a new one (ten digits after +7), or none. */
export const phoneChoiceSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("known"), index: z.int().nonnegative() }),
  z.strictObject({ kind: z.literal("new"), digits: z.string().regex(/^\d{10}$/) }),
  z.strictObject({ kind: z.literal("declined") }),
]);
export type PhoneChoice = z.infer<typeof phoneChoiceSchema>;

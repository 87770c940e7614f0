import { z } from "zod";
import { secondFactors } from "#contract/patients/document.ts";

/** The `signIn` section of the configuration. */
export const signInSettingsSchema = z.strictObject({
  /** What is asked beside a policy's number: the birth date, or the number of a document. */
  secondFactor: z.enum(secondFactors).default("birthDate"),
});
export type SignInSettings = z.infer<typeof signInSettingsSchema>;

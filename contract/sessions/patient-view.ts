import { z } from "zod";
import { idSchema } from "../base/scalars.ts";

/** The least that the screens need of a signed-in patient. Phones are masked; the numbers stay in the core. */
export const patientViewSchema = z.object({
  /** Initials and family name: «И. И. Петров». */
  name: z.string(),
  phones: z.array(z.object({ index: z.int().nonnegative(), masked: z.string() })),
  attachedOrganizationIds: z.array(idSchema),
});
export type PatientView = z.infer<typeof patientViewSchema>;

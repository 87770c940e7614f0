import { z } from "zod";
import { staffRoles } from "./roles.ts";

/** The longest PIN and the shortest, digits. */
export const pinLength = { least: 4, most: 8 } as const;

/** Who has signed in. `id` is the session's secret, `handle` its name in events. */
export const staffSignedInSchema = z.object({
  id: z.string(),
  handle: z.string(),
  name: z.string(),
  role: z.enum(staffRoles),
  /** Without a touch until it is locked, seconds. */
  lock: z.int().positive(),
});
export type StaffSignedIn = z.infer<typeof staffSignedInSchema>;

/** By what somebody signs in: a PIN that was typed, or a staff card that was held to the scanner (`HeardScan`). */
export const staffProofSchema = z.discriminatedUnion("by", [
  z.strictObject({ by: z.literal("pin"), pin: z.string().regex(/^\d{4,8}$/) }),
  z.strictObject({ by: z.literal("card"), pass: z.string().max(64) }),
]);
export type StaffProof = z.infer<typeof staffProofSchema>;

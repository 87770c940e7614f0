import { z } from "zod";

/** As people are called in the audit: a first name, a name with initials. */
export const staffNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[^\p{Cc}]+$/u);

import { z } from "zod";

/** The `staff` section of the configuration. Who works here is in the staff file: `infomat staff`. */
export const staffSettingsSchema = z.strictObject({
  lock: z.int().min(30).max(600).default(120).describe("Seconds without a touch until staff screens lock."),
});
export type StaffSettings = z.infer<typeof staffSettingsSchema>;

import { z } from "zod";

/** The `booking` section of the configuration. */
export const bookingSettingsSchema = z.strictObject({
  patience: z
    .number()
    .min(1)
    .max(60)
    .default(20)
    .describe("Seconds that a patient waits for a booking in doubt; from then on it is only fenced."),
  quiet: z
    .number()
    .min(1)
    .max(86_400)
    .default(300)
    .describe("Seconds without a sign of an attempt at a slot that was withdrawn, before it counts as lost."),
});
export type BookingSettings = z.infer<typeof bookingSettingsSchema>;

import { z } from "zod";

/** The `log` section of the configuration. */
export const logSettingsSchema = z.strictObject({
  level: z.enum(["debug", "info", "warn", "error"]).default("info"),
});

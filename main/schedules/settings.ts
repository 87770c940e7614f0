import { z } from "zod";

/** The `serviceNames` section: what services are called on the screens. */
export const serviceNamesSettingsSchema = z.strictObject({
  file: z
    .string()
    .min(1)
    .optional()
    .describe("A clinic's own names, over those of assets/services/names.json: docs/services.md."),
});

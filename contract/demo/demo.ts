import { z } from "zod";
import { dateSchema } from "../time/calendar.ts";

/** Demo mode only: faults that the welcome screen's panel switches on. */
export const demoSwitchesSchema = z.object({
  centralAway: z.boolean(),
  centralSlow: z.boolean(),
  paperOut: z.boolean(),
  coverOpen: z.boolean(),
});
export type DemoSwitches = z.infer<typeof demoSwitchesSchema>;

export const demoInfoSchema = z.object({
  switches: demoSwitchesSchema,
  patients: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(["unified", "old", "temporary"]),
      series: z.string(),
      number: z.string(),
      birthDate: dateSchema,
    }),
  ),
});
export type DemoInfo = z.infer<typeof demoInfoSchema>;

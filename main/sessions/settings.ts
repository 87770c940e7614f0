import { z } from "zod";

/** The `session` section of the configuration. */
export const sessionSettingsSchema = z.strictObject({
  idle: z.int().min(20).max(600).default(60).describe("Seconds without a touch until the kiosk asks."),
  question: z
    .int()
    .min(20)
    .max(120)
    .default(20)
    .describe("Seconds that the question stays. WCAG 2.2.1 asks for 20 at least."),
  cap: z.int().min(5).max(120).default(30).describe("Minutes after which a session ends in any case."),
  tickets: z
    .int()
    .min(1)
    .max(20)
    .default(3)
    .describe("How often one visit's ticket is printed in a session, copies included."),
  done: z
    .int()
    .min(15)
    .max(120)
    .default(20)
    .describe(
      "Seconds after which the success screen leaves by itself once the ticket is out, or can't come.",
    ),
  unprinted: z
    .int()
    .min(15)
    .max(300)
    .default(60)
    .describe(
      "Seconds after which it leaves while the ticket can still be printed: nobody may lose it by reading slowly.",
    ),
  attract: z
    .int()
    .min(15)
    .max(3600)
    .default(45)
    .describe("Seconds after which the first screen, untouched, gives way to one that attracts."),
});
export type SessionSettings = z.infer<typeof sessionSettingsSchema>;

import { z } from "zod";

/** The `session` section of the configuration. */
export const sessionSettingsSchema = z.strictObject({
  /** Seconds without a touch until the kiosk asks. */
  idle: z.int().min(20).max(600).default(60),
  /** Seconds that the question stays. WCAG 2.2.1 asks for 20 at least. */
  question: z.int().min(20).max(120).default(20),
  /** Minutes after which a session ends in any case. */
  cap: z.int().min(5).max(120).default(30),
  /** How often one visit's ticket is printed in a session, copies included. */
  tickets: z.int().min(1).max(20).default(3),
  /** Seconds after which the success screen leaves by itself once the ticket is out, or can't come. */
  done: z.int().min(15).max(120).default(20),
  /** Seconds after which it leaves while the ticket can still be printed: nobody may lose it by reading slowly. */
  unprinted: z.int().min(15).max(300).default(60),
  /** Seconds after which the first screen, untouched, gives way to one that attracts. */
  attract: z.int().min(15).max(3600).default(45),
});
export type SessionSettings = z.infer<typeof sessionSettingsSchema>;

import { z } from "zod";
import { patientViewSchema } from "./patient-view.ts";

/** `lost`: the window that it was held in is gone. */
const sessionEndReasons = ["idle", "finished", "cap", "home", "lost"] as const;
export type SessionEndReason = (typeof sessionEndReasons)[number];

/** Who of the staff helps in this session, as they are called; left out where nobody does. */
const helpSchema = z.object({ name: z.string() }).optional();

/** The one session of the kiosk. `expiring.seconds` is how long «Продлить» stays on the screen. */
export const sessionStateSchema = z.discriminatedUnion("state", [
  z.object({ state: z.literal("none"), endedBy: z.enum(sessionEndReasons).nullable() }),
  z.object({
    state: z.literal("open"),
    id: z.string(),
    patient: patientViewSchema.nullable(),
    help: helpSchema,
  }),
  z.object({
    state: z.literal("expiring"),
    id: z.string(),
    patient: patientViewSchema.nullable(),
    help: helpSchema,
    seconds: z.int().positive(),
    reason: z.enum(["idle", "cap"]),
  }),
]);
export type SessionState = z.infer<typeof sessionStateSchema>;

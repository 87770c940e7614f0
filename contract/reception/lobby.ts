import { z } from "zod";
import { counterStateSchema } from "../counter/counter-state.ts";

/** Names a kiosk among those of the lobby: its place in the settings of the counter's process. */
export const kioskIdSchema = z.string().regex(/^\d{1,3}$/);

/**
 * Why a kiosk isn't heard now.
 * - `away`: no answer, or none in time.
 * - `refused`: it, or this process, doesn't take the other's certificate or token.
 * - `speaksTls`: its address is said to be `http`, and TLS is spoken there.
 * - `otherVersion`: it speaks another version of the contract.
 * - `invalid`: what it answers is no answer.
 */
export const kioskFaults = ["away", "refused", "speaksTls", "otherVersion", "invalid"] as const;
export type KioskFault = (typeof kioskFaults)[number];

/** A kiosk as the counter knows it. `state` is what it said last, `age` ms ago; both null until it has said anything. */
const lobbyKioskSchema = z.object({
  id: kioskIdSchema,
  name: z.string(),
  state: counterStateSchema.nullable(),
  age: z.int().nonnegative().nullable(),
  /** Null while it is heard. */
  fault: z.enum(kioskFaults).nullable(),
  /** Another word whenever its lists are other ones here; null while there are none. */
  lists: z.string().nullable(),
});
export type LobbyKiosk = z.infer<typeof lobbyKioskSchema>;

/** What happens with a ticket that is to be printed at the counter itself: `browser` prints it on the computer's own printer. */
export const counterPrinters = ["browser", "none"] as const;

export const lobbySchema = z.object({
  /** Whether the session of this page is open; without it no kiosk has lists for it. */
  signedIn: z.boolean(),
  kiosks: z.array(lobbyKioskSchema),
  printer: z.enum(counterPrinters),
});
export type Lobby = z.infer<typeof lobbySchema>;

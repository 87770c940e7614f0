import type { SessionContext } from "../sessions/api.ts";
import type { Reach } from "./schedule.ts";

/** Who looks for a time in the session that the call names: staff do where they help. */
export const reachOf = ({ binding: { session } }: SessionContext): Reach =>
  session?.help ? "reception" : "patients";

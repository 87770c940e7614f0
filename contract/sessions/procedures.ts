import { oc } from "@orpc/contract";
import { z } from "zod";
import { emptyObject } from "../base/empty-object.ts";
import { errorsOf } from "../errors.ts";
import { sessionStateSchema } from "./session-state.ts";

/** The session: begun by the first touch, kept by touches, ended. */
export const sessionContract = {
  /** The first touch: opens an anonymous session, or returns the open one where the call names it. */
  start: oc.input(emptyObject).output(sessionStateSchema).errors(errorsOf("SESSION_OPEN", "KIOSK_CLOSED")),
  /** The visit is for whoever has signed in, after all: what `identify` or `cards.choose` said is forgotten. */
  forSelf: oc.input(emptyObject).output(emptyObject).errors(errorsOf("SESSION_ENDED")),
  /** The patient touched the screen or pressed «Продлить»: the idle clock starts again. */
  stay: oc.input(emptyObject).output(sessionStateSchema).errors(errorsOf("SESSION_ENDED")),
  /** Ends the session that the call names; one that names none ends none. */
  end: oc
    .input(z.strictObject({ reason: z.enum(["home", "finished"]) }))
    .output(emptyObject)
    .errors(errorsOf("SESSION_ENDED")),
};

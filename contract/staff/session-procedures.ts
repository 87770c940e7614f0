import { emptyObject } from "../base/empty-object.ts";
import { errorsOf } from "../errors.ts";
import { forAnybody, forRole } from "./base.ts";
import { staffProofSchema, staffSignedInSchema } from "./staff-state.ts";

/** Who works at the kiosk now. */
export const staffSessionContract = {
  /**
   * The only procedure that asks for no session. A patient who has signed in is not disturbed (STAFF_PATIENT_HERE); an
   * anonymous session ends. What is not known is answered alike, whatever of it was wrong.
   */
  signIn: forAnybody
    .input(staffProofSchema)
    .output(staffSignedInSchema)
    .errors(errorsOf("STAFF_UNKNOWN", "STAFF_PATIENT_HERE", "STAFF_UNRECORDED", "TOO_MANY_TRIES")),
  /** Somebody touches the screen: it is not locked yet. */
  stay: forRole("receptionist", "none").input(emptyObject).output(emptyObject),
  /** Locks at once. */
  lock: forRole("receptionist", "look").input(emptyObject).output(emptyObject),
};

import { z } from "zod";
import { errorsOf } from "../errors.ts";
import { sessionStateSchema } from "../sessions/session-state.ts";
import { forRole } from "./base.ts";
import { helpReasonSchema } from "./help.ts";

/** Staff stand beside a patient who is at the screen. */
export const staffHelpContract = {
  /**
   * Ends the staff session and opens a patient's with staff's powers, for as long as that one lasts: times that
   * reception alone gives out can be booked, rules about the same day and referrals are passed, visits changed that are
   * left to reception. What is done in it is audited. Whoever is the next to sign in has nothing of it.
   */
  start: forRole("receptionist", "change")
    .input(z.strictObject({ reason: helpReasonSchema }))
    .output(sessionStateSchema)
    .errors(errorsOf("KIOSK_CLOSED")),
};

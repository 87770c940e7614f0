import { oc } from "@orpc/contract";
import { z } from "zod";
import { errorsOf } from "../errors.ts";
import { type StaffRole, staffRoles } from "../staff/roles.ts";

/**
 * The version of this contract. The counter's process and a kiosk that speak different ones see each other, and do
 * nothing with each other.
 */
export const counterProtocol = 1;

/**
 * Who of the clinic asks: they have signed in at the counter, whose word for it the kiosk takes. `session` names their
 * session there and tells nothing.
 */
export const counterCallerSchema = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .regex(/^[^\p{Cc}]+$/u),
  role: z.enum(staffRoles),
  session: z.string().min(8).max(64),
});
export type CounterCaller = z.infer<typeof counterCallerSchema>;

/** What the kiosk must know of a procedure before it does anything. */
export type CounterMeta = {
  readonly role: StaffRole;
  /**
   * As of staff at the kiosk; `once`: the first time in a session, of what the page asks again and again; `none`: of
   * what the counter's process asks by itself, for nobody.
   */
  readonly audit: "change" | "look" | "once" | "none";
};

/** The beginning of a procedure that names no patient: the counter's process asks it by itself. */
export const forProcess = oc.$meta<CounterMeta>({ role: "receptionist", audit: "none" });

/** The beginning of a procedure by which somebody at the counter works. Its input names them as `by`. */
export const forCounter = (role: StaffRole, audit: Exclude<CounterMeta["audit"], "none">) =>
  oc.$meta<CounterMeta>({ role, audit }).errors(errorsOf("STAFF_NOT_ALLOWED", "STAFF_UNRECORDED"));

/** Where a kiosk serves this contract. */
export const counterPrefix = "/counter";

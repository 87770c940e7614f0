import { oc } from "@orpc/contract";
import { errorsOf } from "../errors.ts";
import type { StaffRole } from "./roles.ts";

/** What the core must know of a procedure before it lets anybody in. */
export type StaffMeta = {
  /** The least role that may call it; `anybody` has not signed in. */
  readonly role: StaffRole | "anybody";
  /**
   * What the audit records of it: `change` before it is done and how it ended, `look` how it ended, `none` nothing,
   * as of what a screen asks by itself.
   */
  readonly audit: "change" | "look" | "none";
};

/** The beginning of a procedure that only staff may call. */
export const forRole = (role: StaffRole, audit: StaffMeta["audit"]) =>
  oc
    .$meta<StaffMeta>({ role, audit })
    .errors(errorsOf("STAFF_SESSION_ENDED", "STAFF_NOT_ALLOWED", "STAFF_UNRECORDED"));

/** The beginning of a procedure by which staff sign in. */
export const forAnybody = oc.$meta<StaffMeta>({ role: "anybody", audit: "none" });

import { oc } from "@orpc/contract";
import { errorsOf } from "../errors.ts";
import type { StaffRole } from "../staff/roles.ts";

/** What the counter's process must know of a procedure before it lets anybody in. */
export type ReceptionMeta = {
  /**
   * The least role that may call it; `anybody` has not signed in. `watcher`: somebody had, at this page, within the
   * hours of a working day.
   */
  readonly role: StaffRole | "watcher" | "anybody";
  /** Whether a call shows that somebody is there: what the page asks by itself doesn't. */
  readonly touches: boolean;
};

/** The beginning of a procedure of the page at the counter. @param touches see {@link ReceptionMeta} */
export const forReception = (role: StaffRole, touches: boolean) =>
  oc.$meta<ReceptionMeta>({ role, touches }).errors(errorsOf("STAFF_SESSION_ENDED", "STAFF_NOT_ALLOWED"));

/** As {@link forReception}, of what a kiosk is asked to do. `NOT_FOUND` also where there is no such kiosk. */
export const forKiosk = (role: StaffRole = "receptionist") =>
  forReception(role, true).errors(errorsOf("KIOSK_AWAY", "STAFF_UNRECORDED", "NOT_FOUND"));

/** The beginning of the procedure by which staff sign in. */
export const forVisitor = oc.$meta<ReceptionMeta>({ role: "anybody", touches: false });

/** The beginning of what a page is told that has locked: nothing of it names a patient. */
export const forWatcher = oc
  .$meta<ReceptionMeta>({ role: "watcher", touches: false })
  .errors(errorsOf("STAFF_SESSION_ENDED"));

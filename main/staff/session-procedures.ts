import type { StaffProof } from "#contract/staff/staff-state.ts";
import { callerOf, staffApi } from "./api.ts";
import type { Audit } from "./audit/audit.ts";
import type { findStaff } from "./sign-in.ts";
import { signInError } from "./sign-in-error.ts";
import type { StaffSessions } from "./staff-session.ts";

type SessionDeps = {
  readonly sessions: StaffSessions;
  readonly find: (proof: StaffProof) => ReturnType<typeof findStaff>;
  readonly audit: Audit;
  /** Makes room for staff; false where a patient has signed in. */
  readonly takeKiosk: () => boolean;
  /** Seconds without a touch until it is locked. */
  readonly lock: number;
};

export const staffSessionProcedures = ({ sessions, find, audit, takeKiosk, lock }: SessionDeps) => ({
  signIn: staffApi.session.signIn.handler(async ({ input, errors }) => {
    const act = "session.signIn";
    const refused = (code: string): boolean =>
      audit.write({ who: null, role: null, act, step: "failed", code, detail: input.by });
    const outcome = await find(input);
    if (outcome.kind !== "found") throw signInError(outcome, errors, refused);
    const { person } = outcome;
    const { name, role } = person;
    const recorded = (step: "done" | "failed", code?: string): boolean =>
      audit.write({ who: name, role, act, step, ...(code ? { code } : {}), detail: input.by });
    if (!takeKiosk()) {
      recorded("failed", "STAFF_PATIENT_HERE");
      throw errors.STAFF_PATIENT_HERE({ data: {} });
    }
    if (!recorded("done")) throw errors.STAFF_UNRECORDED({ data: {} });
    const { id, handle } = sessions.open(person);
    return { id, handle, name, role, lock };
  }),
  stay: staffApi.session.stay.handler(() => {
    sessions.touch();
    return {};
  }),
  lock: staffApi.session.lock.handler(({ context }) => {
    callerOf(context);
    sessions.lock("asked");
    return {};
  }),
});

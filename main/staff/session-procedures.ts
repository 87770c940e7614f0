import { unreachable } from "#contract/base/result.ts";
import type { StaffProof } from "#contract/staff/staff-state.ts";
import { callerOf, staffApi } from "./api.ts";
import type { Audit } from "./audit/audit.ts";
import type { findStaff } from "./sign-in.ts";
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
    switch (outcome.kind) {
      case "tooManyTries":
        refused("TOO_MANY_TRIES");
        throw errors.TOO_MANY_TRIES({ data: { minutes: outcome.minutes } });
      case "unknown":
        refused("STAFF_UNKNOWN");
        throw errors.STAFF_UNKNOWN({ data: {} });
      case "found":
        break;
      default:
        return unreachable(outcome);
    }
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

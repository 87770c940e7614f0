import type { HelpReasonGiven } from "#contract/staff/help.ts";
import type { Help } from "../sessions/help.ts";
import type { Sessions } from "../sessions/session.ts";
import { callerOf, mayCall, type StaffAccess, type StaffCall, staffApi } from "./api.ts";

export type StaffHelpDeps = Pick<StaffAccess, "audit" | "personOf" | "sessions"> & {
  /** The patients'. */
  readonly patients: Pick<Sessions, "start" | "end">;
  /** Whether nobody may begin now. */
  readonly isClosed: () => boolean;
};

const wordsOf = (given: HelpReasonGiven): string => (given.kind === "ready" ? given.reason : given.text);

/**
 * Staff help a patient: their own session ends, and a patient's begins that carries their powers. Only the core holds
 * these, in that one session; nothing that a page sends opens them.
 */
export function staffHelpProcedures(deps: StaffHelpDeps) {
  const { audit, patients, sessions } = deps;

  function helpOf({ session, person }: StaffCall, reason: string): Help {
    const { name, role } = person;
    const now = () => deps.personOf(session);
    return {
      name,
      isAllowed() {
        const helper = now();
        const isAllowed = helper !== null && mayCall(helper.role, "receptionist");
        if (!isAllowed) patients.end("home");
        return isAllowed;
      },
      record: (change, step, more) =>
        audit.write({ who: name, role: now()?.role ?? role, act: `help.${change}`, step, ...more, reason }),
      over: (why) =>
        void audit.write({ who: name, role, act: "help.end", step: "done", detail: why, reason }),
    };
  }

  return {
    start: staffApi.help.start.handler(({ input, context, errors }) => {
      const call = callerOf(context);
      const reason = wordsOf(input.reason);
      call.about({ reason });
      if (deps.isClosed()) throw errors.KIOSK_CLOSED({ data: {} });
      const help = helpOf(call, reason);
      sessions.lock("helping");
      patients.end("home");
      return patients.start(help);
    }),
  };
}

import type { findStaff } from "../staff/sign-in.ts";
import { signInError } from "../staff/sign-in-error.ts";
import type { StaffPerson } from "../staff/staff-file.ts";
import { callerOf, receptionApi } from "./api.ts";

export type SignInDeps = {
  readonly find: (pin: string) => ReturnType<typeof findStaff>;
  /** Seconds without a touch until a session is locked. */
  readonly lock: number;
  /** Somebody has signed in: the kiosks are asked in their name at once. */
  readonly onOpened: () => void;
};

export function signInProcedures({ find, lock, onOpened }: SignInDeps) {
  const workerOf = ({ name, role }: StaffPerson) => ({ name, role, lock });
  return {
    signIn: receptionApi.session.signIn.handler(async ({ input, context, errors }) => {
      const { audit, sessions } = context;
      const act = "reception.signIn";
      const refused = (code: string): boolean =>
        audit.write({ who: null, role: null, act, step: "failed", code });
      const outcome = await find(input.pin);
      if (outcome.kind !== "found") throw signInError(outcome, errors, refused);
      const { person } = outcome;
      if (!audit.write({ who: person.name, role: person.role, act, step: "done" }))
        throw errors.STAFF_UNRECORDED({ data: {} });
      // A page signs in anew: its former session is nobody's.
      const former = sessions.find(context.secret);
      if (former) sessions.lock(former, "ended");
      context.giveCookie(sessions.open(person));
      onOpened();
      return workerOf(person);
    }),
    current: receptionApi.session.current.handler(({ context }) => workerOf(callerOf(context).person)),
    stay: receptionApi.session.stay.handler(() => ({})),
    lock: receptionApi.session.lock.handler(({ context }) => {
      // The cookie stays: its page goes on seeing how the kiosks stand.
      context.sessions.lock(callerOf(context).session, "asked");
      return {};
    }),
  };
}

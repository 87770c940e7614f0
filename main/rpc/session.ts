import { unreachable } from "#contract/result.ts";
import { signIn } from "../session/sign-in.ts";
import { api } from "./base.ts";
import type { Parts } from "./parts.ts";

/** How long the patient waits for the centre to be looked up, ms. */
const lookUpTime = 10_000;

export const sessionProcedures = (parts: Parts) => {
  const { sessions } = parts;
  return {
    start: api.session.start.handler(() => sessions.start()),
    signIn: api.session.signIn.handler(async ({ input, errors }) => {
      const session = sessions.current();
      if (!session) throw errors.SESSION_ENDED({ data: {} });
      const result = await sessions.holding(() =>
        signIn(input, {
          central: parts.central,
          tries: parts.tries,
          today: parts.time.date(parts.now()),
          log: parts.log,
          signal: AbortSignal.timeout(lookUpTime),
        }),
      );
      switch (result.kind) {
        case "found":
          if (sessions.current() !== session) throw errors.SESSION_ENDED({ data: {} });
          return sessions.signIn(session, result.patient);
        case "policyInvalid":
          throw errors.POLICY_INVALID({ data: { fault: result.fault } });
        case "birthDateInvalid":
          throw errors.BIRTH_DATE_INVALID({ data: { fault: result.fault } });
        case "notFound":
          throw errors.PATIENT_NOT_FOUND({ data: {} });
        case "ambiguous":
          throw errors.PATIENT_AMBIGUOUS({ data: {} });
        case "tooManyTries":
          throw errors.TOO_MANY_TRIES({ data: { minutes: result.minutes } });
        case "centralAway":
          throw errors.CENTRAL_AWAY({ data: {} });
        default:
          return unreachable(result);
      }
    }),
    identify: api.session.identify.handler(({ errors }) => {
      if (!sessions.current()) throw errors.SESSION_ENDED({ data: {} });
      throw errors.CENTRAL_AWAY({ data: {} });
    }),
    forSelf: api.session.forSelf.handler(({ errors }) => {
      if (!sessions.current()) throw errors.SESSION_ENDED({ data: {} });
      return {};
    }),
    stay: api.session.stay.handler(({ errors }) => {
      if (!sessions.stay()) throw errors.SESSION_ENDED({ data: {} });
      return sessions.state();
    }),
    end: api.session.end.handler(({ input }) => {
      sessions.end(input.reason);
      return {};
    }),
  };
};

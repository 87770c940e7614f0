import { unreachable } from "#contract/result.ts";
import { identify } from "../session/identify.ts";
import type { LookUpResult } from "../session/look-up.ts";
import { patientView } from "../session/patient-view.ts";
import { signIn } from "../session/sign-in.ts";
import { api } from "./base.ts";
import type { Refusals } from "./errors.ts";
import type { Parts } from "./parts.ts";

/** How long the patient waits for the centre to be looked up, ms. */
const lookUpTime = 10_000;

type OfLookUp = Refusals<"PATIENT_NOT_FOUND" | "PATIENT_AMBIGUOUS" | "TOO_MANY_TRIES" | "CENTRAL_AWAY">;

export const sessionProcedures = (parts: Parts) => {
  const { sessions } = parts;
  const lookUpParts = () => ({
    central: parts.central,
    tries: parts.tries,
    today: parts.today(),
    log: parts.log,
    signal: AbortSignal.timeout(lookUpTime),
  });
  return {
    start: api.session.start.handler(({ errors }) => {
      const begins = sessions.current() === null;
      if (begins && parts.service.state() === "closed") throw errors.KIOSK_CLOSED({ data: {} });
      return sessions.start();
    }),
    signIn: api.session.signIn.handler(async ({ input, errors }) => {
      const session = sessions.current();
      if (!session) throw errors.SESSION_ENDED({ data: {} });
      const result = await sessions.holding(() =>
        signIn(input, { ...lookUpParts(), secondFactor: parts.secondFactor }),
      );
      switch (result.kind) {
        case "found":
          if (sessions.current() !== session) throw errors.SESSION_ENDED({ data: {} });
          return sessions.signIn(session, result.patient);
        case "policyInvalid":
          throw errors.POLICY_INVALID({ data: { fault: result.fault } });
        case "birthDateInvalid":
          throw errors.BIRTH_DATE_INVALID({ data: { fault: result.fault } });
        case "documentInvalid":
          throw errors.DOCUMENT_INVALID({ data: { fault: result.fault } });
        default:
          throw lookUpError(result, errors);
      }
    }),
    identify: api.session.identify.handler(async ({ input, errors }) => {
      const session = sessions.current();
      if (!session) throw errors.SESSION_ENDED({ data: {} });
      const result = await sessions.holding(() => identify(input.person, lookUpParts()));
      switch (result.kind) {
        case "found": {
          if (sessions.current() !== session) throw errors.SESSION_ENDED({ data: {} });
          const person = result.patient;
          sessions.choose(session, { person, proof: "name", who: input.who });
          // Where one lives is more than a name and a birth date should tell.
          return { ...patientView(person), attachedOrganizationIds: [] };
        }
        case "nameInvalid":
          throw errors.NAME_INVALID({ data: { field: result.field, fault: result.fault } });
        case "birthDateInvalid":
          throw errors.BIRTH_DATE_INVALID({ data: { fault: result.fault } });
        default:
          throw lookUpError(result, errors);
      }
    }),
    forSelf: api.session.forSelf.handler(({ errors }) => {
      const session = sessions.current();
      if (!session) throw errors.SESSION_ENDED({ data: {} });
      sessions.choose(session, null);
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

function lookUpError(result: Exclude<LookUpResult, { kind: "found" }>, errors: OfLookUp): Error {
  switch (result.kind) {
    case "notFound":
      return errors.PATIENT_NOT_FOUND({ data: {} });
    case "ambiguous":
      return errors.PATIENT_AMBIGUOUS({ data: {} });
    case "tooManyTries":
      return errors.TOO_MANY_TRIES({ data: { minutes: result.minutes } });
    case "centralAway":
      return errors.CENTRAL_AWAY({ data: {} });
    default:
      return unreachable(result);
  }
}

import { unreachable } from "#contract/result.ts";
import { api, boundSession } from "../rpc/base.ts";
import type { Refusals } from "../rpc/errors.ts";
import type { Parts } from "../rpc/parts.ts";
import { patientView } from "../sessions/patient-view.ts";
import { identify } from "./identify.ts";
import type { LookUpResult } from "./look-up.ts";
import { signIn } from "./sign-in.ts";

/** How long the patient waits for the centre to be looked up, ms. */
const lookUpTime = 10_000;

type OfLookUp = Refusals<"PATIENT_NOT_FOUND" | "TOO_MANY_TRIES" | "CENTRAL_AWAY">;

export const sessionProcedures = (parts: Parts) => {
  const { sessions } = parts;
  const lookUpParts = () => ({
    central: parts.central,
    throttle: parts.throttle,
    today: parts.today(),
    log: parts.log,
    signal: AbortSignal.timeout(lookUpTime),
  });
  return {
    start: api.session.start.handler(({ context, errors }) => {
      if (context.binding.session) return sessions.state();
      if (sessions.current()) throw errors.SESSION_OPEN({ data: {} });
      if (parts.service.state() === "closed") throw errors.KIOSK_CLOSED({ data: {} });
      return sessions.start();
    }),
    signIn: api.session.signIn.handler(async ({ input, context, errors }) => {
      const session = boundSession(context, errors);
      const result = await sessions.holding(session, () =>
        signIn(input, { ...lookUpParts(), secondFactor: parts.secondFactor }),
      );
      switch (result.kind) {
        case "found": {
          const signedIn = sessions.signIn(boundSession(context, errors), result.patient);
          context.binding.session = signedIn;
          return { ...patientView(result.patient), sessionId: signedIn.id };
        }
        case "policyInvalid":
          throw errors.POLICY_INVALID({ data: { fault: result.fault } });
        case "birthDateInvalid":
          throw errors.BIRTH_DATE_INVALID({ data: { fault: result.fault } });
        case "documentInvalid":
          throw errors.DOCUMENT_INVALID({ data: { fault: result.fault } });
        case "ambiguous":
          throw errors.PATIENT_AMBIGUOUS({ data: {} });
        default:
          throw lookUpError(result, errors);
      }
    }),
    identify: api.session.identify.handler(async ({ input, context, errors }) => {
      const session = boundSession(context, errors);
      // Where the flow doesn't ask for a person, nobody has a reason to.
      if (!parts.flow.includes("person")) throw errors.NOT_FOUND({ data: {} });
      const result = await sessions.holding(session, () => identify(input.person, lookUpParts()));
      switch (result.kind) {
        case "found": {
          const person = result.patient;
          const subject = { person, proof: "name", who: input.who } as const;
          const chosenFor = sessions.choose(boundSession(context, errors), subject);
          context.binding.session = chosenFor;
          // Where one lives is more than a name and a birth date should tell.
          return { ...patientView(person), attachedOrganizationIds: [], sessionId: chosenFor.id };
        }
        case "nameInvalid":
          throw errors.NAME_INVALID({ data: { field: result.field, fault: result.fault } });
        case "birthDateInvalid":
          throw errors.BIRTH_DATE_INVALID({ data: { fault: result.fault } });
        default:
          throw lookUpError(result, errors);
      }
    }),
    forSelf: api.session.forSelf.handler(({ context, errors }) => {
      sessions.choose(boundSession(context, errors), null);
      return {};
    }),
    stay: api.session.stay.handler(({ context, errors }) => {
      boundSession(context, errors);
      if (!sessions.stay()) throw errors.SESSION_ENDED({ data: {} });
      return sessions.state();
    }),
    end: api.session.end.handler(({ input, context }) => {
      if (context.binding.session === null) return {};
      // That this one is over is what was asked for.
      context.binding.session = null;
      sessions.end(input.reason);
      return {};
    }),
  };
};

function lookUpError(
  result: Exclude<LookUpResult, { kind: "found" | "ambiguous" }>,
  errors: OfLookUp,
): Error {
  switch (result.kind) {
    case "notFound":
      return errors.PATIENT_NOT_FOUND({ data: {} });
    case "tooManyTries":
      return errors.TOO_MANY_TRIES({ data: { minutes: result.minutes } });
    case "centralAway":
      return errors.CENTRAL_AWAY({ data: {} });
    default:
      return unreachable(result);
  }
}

import type { CentralPatients } from "#contract/central/central.ts";
import type { SecondFactor } from "#contract/patients/document.ts";
import type { Log } from "../log/events.ts";
import { api, boundSession } from "../sessions/api.ts";
import { patientView } from "../sessions/patient-view.ts";
import type { Sessions } from "../sessions/session.ts";
import { identify } from "./identify.ts";
import { lookUpError } from "./look-up-error.ts";
import { signIn } from "./sign-in.ts";
import type { SignInThrottle } from "./sign-in-throttle.ts";

/** How long the patient waits for the central API to be looked up, ms. */
export const lookUpTime = 10_000;

export type IdentityDeps = {
  readonly central: CentralPatients;
  readonly throttle: SignInThrottle;
  readonly sessions: Sessions;
  /** What is asked beside a policy's number. */
  readonly secondFactor: SecondFactor;
  /** Whether the flow asks for whom the visit is. */
  readonly asksForPerson: boolean;
  /** The clinic's day by the central API's clock, `YYYY-MM-DD`. */
  readonly today: () => string;
  readonly log: Log;
};

/** Who stands at the screen, and for whom. */
export function identityProcedures(deps: IdentityDeps) {
  const { central, throttle, sessions, log } = deps;
  const lookUpDeps = () => ({
    central,
    throttle,
    today: deps.today(),
    log,
    signal: AbortSignal.timeout(lookUpTime),
  });
  return {
    signIn: api.session.signIn.handler(async ({ input, context, errors }) => {
      const session = boundSession(context, errors);
      const result = await sessions.holding(session, () =>
        signIn(input, { ...lookUpDeps(), secondFactor: deps.secondFactor }),
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
        case "nameInvalid":
          throw errors.NAME_INVALID({ data: { field: result.field, fault: result.fault } });
        case "nameNeeded":
          throw errors.NAME_NEEDED({ data: {} });
        case "ambiguous":
          throw errors.PATIENT_AMBIGUOUS({ data: {} });
        default:
          throw lookUpError(result, errors);
      }
    }),
    identify: api.session.identify.handler(async ({ input, context, errors }) => {
      const session = boundSession(context, errors);
      // Where the flow doesn't ask for a person, nobody has a reason to.
      if (!deps.asksForPerson) throw errors.NOT_FOUND({ data: {} });
      const result = await sessions.holding(session, () => identify(input.person, lookUpDeps()));
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
  };
}

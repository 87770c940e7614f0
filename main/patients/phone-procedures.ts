import { api, boundSession } from "../sessions/api.ts";
import { patientView } from "../sessions/patient-view.ts";
import type { Sessions } from "../sessions/session.ts";
import { lookUpError } from "./look-up-error.ts";
import type { PhoneSignIn } from "./phone-sign-in.ts";

/** @param phone null where the kiosk has no identity provider */
export function phoneProcedures(phone: PhoneSignIn | null, sessions: Sessions) {
  return {
    startPhone: api.session.startPhone.handler(async ({ context, errors }) => {
      const session = boundSession(context, errors);
      if (!phone) throw errors.NOT_FOUND({ data: {} });
      const grant = await sessions.holding(session, () => phone.start(session));
      if (!grant) throw errors.PROVIDER_AWAY({ data: {} });
      return grant;
    }),
    phoneOutcome: api.session.phoneOutcome.handler(async ({ context, errors }) => {
      const session = boundSession(context, errors);
      if (!phone) throw errors.NOT_FOUND({ data: {} });
      const asked = () => phone.outcome(session);
      const result = phone.isPatient(session) ? await sessions.holding(session, asked) : await asked();
      switch (result.kind) {
        case "waiting":
          return { state: "waiting" as const };
        case "found": {
          const signedIn = sessions.signIn(boundSession(context, errors), result.patient, result.confirmed);
          context.binding.session = signedIn;
          return { state: "signedIn" as const, ...patientView(result.patient), sessionId: signedIn.id };
        }
        case "refused":
          throw errors.PHONE_REFUSED({ data: {} });
        case "expired":
          throw errors.PHONE_EXPIRED({ data: {} });
        case "providerAway":
          throw errors.PROVIDER_AWAY({ data: {} });
        case "none":
          throw errors.NOT_FOUND({ data: {} });
        case "nameNeeded":
          // The provider tells none: by the policy the kiosk asks for it.
          throw errors.PATIENT_NOT_FOUND({ data: {} });
        case "ambiguous":
          throw errors.PATIENT_AMBIGUOUS({ data: {} });
        default:
          throw lookUpError(result, errors);
      }
    }),
    stopPhone: api.session.stopPhone.handler(({ input, context, errors }) => {
      phone?.stop(boundSession(context, errors), input.code);
      return {};
    }),
  };
}

import { oc } from "@orpc/contract";
import { z } from "zod";
import { emptyObject } from "../base/empty-object.ts";
import { errorsOf } from "../errors.ts";
import { whoValues } from "../flow/steps.ts";
import { patientViewSchema } from "../sessions/patient-view.ts";
import { nameInputSchema, personInputSchema } from "./person.ts";
import { phoneGrantSchema } from "./phone-sign-in.ts";
import { policyInputSchema } from "./policy.ts";

/**
 * Whom the register knows by this, and the session from here on: somebody else than the session has known so far gets
 * one of their own.
 */
const foundSchema = patientViewSchema.extend({ sessionId: z.string() });

/** Who stands at the screen, and whom the visit is for. */
export const identityContract = {
  /** NAME_NEEDED, where nobody is found by numbers and some clinics look by name as well: to be sent with it. */
  signIn: oc
    .input(
      z.strictObject({
        policy: policyInputSchema,
        /** Eight digits, day first; read where the birth date is the second factor. */
        birthDate: z.string().max(8).default(""),
        /** Without its series; read where a document is the second factor. */
        document: z.string().max(40).default(""),
        /** Null where it hasn't been asked for. */
        name: nameInputSchema.nullable().default(null),
      }),
    )
    .output(foundSchema)
    .errors(
      errorsOf(
        "POLICY_INVALID",
        "BIRTH_DATE_INVALID",
        "DOCUMENT_INVALID",
        "NAME_INVALID",
        "NAME_NEEDED",
        "PATIENT_NOT_FOUND",
        "PATIENT_AMBIGUOUS",
        "TOO_MANY_TRIES",
        "CENTRAL_AWAY",
        "SESSION_ENDED",
      ),
    ),
  /**
   * Whom the visit is for, by full name and birth date: exactly one patient of the register must fit. The answer
   * holds no phones and opens no visits: this much anybody knows of a neighbour. Who is in the register must not be
   * had by asking: PATIENT_NOT_FOUND is also the answer where several fit, and look-ups that find somebody count
   * against the limits as well. NOT_FOUND where the flow has no step that asks for a person.
   * `who`: whether it is the person at the screen. Somebody else who is under age gets a guardian's agreement.
   */
  identify: oc
    .input(z.strictObject({ who: z.enum(whoValues), person: personInputSchema }))
    .output(foundSchema)
    .errors(
      errorsOf(
        "NAME_INVALID",
        "BIRTH_DATE_INVALID",
        "PATIENT_NOT_FOUND",
        "NOT_FOUND",
        "TOO_MANY_TRIES",
        "CENTRAL_AWAY",
        "SESSION_ENDED",
      ),
    ),
  /**
   * Asks the identity provider for a code that the patient confirms on their own phone. One is under way at a time:
   * the former one can't let anybody in any more. NOT_FOUND where the kiosk has no identity provider.
   */
  startPhone: oc
    .input(emptyObject)
    .output(phoneGrantSchema)
    .errors(errorsOf("PROVIDER_AWAY", "NOT_FOUND", "SESSION_ENDED")),
  /**
   * Waits for what became of the code that the session asked for last, some seconds at most: `waiting` is to be asked
   * again. Whoever has confirmed is looked up at the central API by what the provider tells; their name is the
   * register's. NOT_FOUND where no code is under way.
   */
  phoneOutcome: oc
    .input(emptyObject)
    .output(
      z.discriminatedUnion("state", [
        z.object({ state: z.literal("waiting") }),
        foundSchema.extend({ state: z.literal("signedIn") }),
      ]),
    )
    .errors(
      errorsOf(
        "PHONE_REFUSED",
        "PHONE_EXPIRED",
        "PROVIDER_AWAY",
        "PATIENT_NOT_FOUND",
        "PATIENT_AMBIGUOUS",
        "TOO_MANY_TRIES",
        "CENTRAL_AWAY",
        "NOT_FOUND",
        "SESSION_ENDED",
      ),
    ),
  /** The patient signs in another way: this code can't let anybody in any more. */
  stopPhone: oc
    .input(z.strictObject({ code: z.string().max(20) }))
    .output(emptyObject)
    .errors(errorsOf("SESSION_ENDED")),
};

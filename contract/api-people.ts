import { oc } from "@orpc/contract";
import { z } from "zod";
import { agreedSchema, cardInputSchema, cardSchema, keptNumbers, messageSchema } from "./cards.ts";
import { idSchema, patientViewSchema, sessionStateSchema, visitSchema } from "./domain.ts";
import { errorsOf } from "./errors.ts";
import { whoValues } from "./flow.ts";
import { emptyObject } from "./nothing.ts";
import { personInputSchema } from "./person.ts";
import { policyInputSchema } from "./policy.ts";

/**
 * Whom the register knows by this, and the session from here on: somebody else than the session has known so far gets
 * one of their own.
 */
const foundSchema = patientViewSchema.extend({ sessionId: z.string() });

/** Who stands at the screen. */
export const session = {
  /** The first touch: opens an anonymous session, or returns the open one where the call names it. */
  start: oc.input(emptyObject).output(sessionStateSchema).errors(errorsOf("SESSION_OPEN", "KIOSK_CLOSED")),
  signIn: oc
    .input(
      z.strictObject({
        policy: policyInputSchema,
        /** Eight digits, day first; read where the birth date is the second factor. */
        birthDate: z.string().max(8).default(""),
        /** Without its series; read where a document is the second factor. */
        document: z.string().max(40).default(""),
      }),
    )
    .output(foundSchema)
    .errors(
      errorsOf(
        "POLICY_INVALID",
        "BIRTH_DATE_INVALID",
        "DOCUMENT_INVALID",
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
  /** The visit is for whoever has signed in, after all: what `identify` or `cards.choose` said is forgotten. */
  forSelf: oc.input(emptyObject).output(emptyObject).errors(errorsOf("SESSION_ENDED")),
  /** The patient touched the screen or pressed «Продлить»: the idle clock starts again. */
  stay: oc.input(emptyObject).output(sessionStateSchema).errors(errorsOf("SESSION_ENDED")),
  /** Ends the session that the call names; one that names none ends none. */
  end: oc
    .input(z.strictObject({ reason: z.enum(["home", "finished"]) }))
    .output(emptyObject)
    .errors(errorsOf("SESSION_ENDED")),
};

const cardErrors = errorsOf("SESSION_ENDED", "NOT_SIGNED_IN", "NOT_FOUND", "CENTRAL_AWAY");
const cardInputErrors = errorsOf(
  "NAME_INVALID",
  "BIRTH_DATE_INVALID",
  "POLICY_INVALID",
  "SNILS_INVALID",
  "CARD_NUMBERS_MISSING",
  "CARD_EXISTS",
);

/** The signed-in patient's cards, for oneself, children and others. They live at the central API. */
export const cards = {
  list: oc.input(emptyObject).output(z.array(cardSchema)).errors(cardErrors),
  /** The card for oneself is filled from the register: nothing is typed. */
  addSelf: oc
    .input(z.strictObject({ consent: agreedSchema.nullable().default(null) }))
    .output(cardSchema)
    .errors({ ...cardErrors, ...errorsOf("CARD_EXISTS") }),
  add: oc
    .input(cardInputSchema.extend({ consent: agreedSchema.nullable().default(null) }))
    .output(cardSchema)
    .errors({ ...cardErrors, ...cardInputErrors, ...errorsOf("TOO_MANY_TRIES") }),
  /** Numbers named in `keep` stay as they are, whatever `card` says of them. */
  change: oc
    .input(
      z.strictObject({
        cardId: idSchema,
        card: cardInputSchema,
        keep: z.array(z.enum(keptNumbers)).default([]),
      }),
    )
    .output(cardSchema)
    .errors({ ...cardErrors, ...cardInputErrors, ...errorsOf("TOO_MANY_TRIES", "CARD_CHANGED") }),
  remove: oc
    .input(z.strictObject({ cardId: idSchema }))
    .output(emptyObject)
    .errors({ ...cardErrors, ...errorsOf("CARD_CHANGED") }),
  /** The visit is for the card's person. NOT_FOUND also where the card waits for the desk. */
  choose: oc
    .input(z.strictObject({ cardId: idSchema }))
    .output(patientViewSchema)
    .errors(cardErrors),
  /** The visits of the card's person that are still to come, as `booking.list` has those of the patient. */
  visits: oc
    .input(z.strictObject({ cardId: idSchema }))
    .output(z.array(visitSchema))
    .errors(cardErrors),
  /** What clinics wrote, the newest first. */
  messages: oc.input(emptyObject).output(z.array(messageSchema)).errors(cardErrors),
};

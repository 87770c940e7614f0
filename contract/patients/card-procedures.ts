import { oc } from "@orpc/contract";
import { z } from "zod";
import { emptyObject } from "../base/empty-object.ts";
import { idSchema } from "../base/scalars.ts";
import { errorsOf } from "../errors.ts";
import { patientViewSchema } from "../sessions/patient-view.ts";
import { visitSchema } from "../visits/visit.ts";
import { agreedSchema, cardInputSchema, cardOfferSchema, cardSchema, keptNumbers } from "./cards.ts";
import { messageSchema } from "./message.ts";

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
export const cardContract = {
  list: oc.input(emptyObject).output(z.array(cardSchema)).errors(cardErrors),
  /** The card for oneself is filled from the register: nothing is typed. */
  addSelf: oc
    .input(z.strictObject({ consent: agreedSchema.nullable().default(null) }))
    .output(cardSchema)
    .errors({ ...cardErrors, ...errorsOf("CARD_EXISTS") }),
  /** Children of whom Госуслуги told in this session, without those of whom there is a card. */
  offers: oc.input(emptyObject).output(z.array(cardOfferSchema)).errors(cardErrors),
  /** The card of an offered child whom the register has: nothing is typed. NOT_FOUND for any other. */
  addOffered: oc
    .input(z.strictObject({ offerId: idSchema, consent: agreedSchema.nullable().default(null) }))
    .output(cardSchema)
    .errors({ ...cardErrors, ...errorsOf("CARD_EXISTS") }),
  /** `offer`: the offered child that the card begins with, and which of its numbers stay, whatever is typed. */
  add: oc
    .input(
      cardInputSchema.extend({
        consent: agreedSchema.nullable().default(null),
        offer: z
          .strictObject({ id: idSchema, keep: z.array(z.enum(keptNumbers)).default([]) })
          .nullable()
          .default(null),
      }),
    )
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
  /** The visit is for the card's person. NOT_FOUND also where the card waits for reception. */
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

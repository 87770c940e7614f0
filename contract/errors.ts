import { z } from "zod";
import { refusalReasons } from "./booking/refusal-reason.ts";
import { emailFaults } from "./mail/email-address.ts";
import { birthDateFaults } from "./patients/birth-date.ts";
import { documentFaults } from "./patients/document.ts";
import { nameFaults, nameFields } from "./patients/person.ts";
import { policyFaults } from "./patients/policy.ts";
import { snilsFaults } from "./patients/snils.ts";
import { printerStatuses } from "./printer/printer-status.ts";
import { ruleSchema } from "./rules/broken-rule.ts";
import { offerSchema } from "./schedules/schedule.ts";
import { cardFaults } from "./staff/card-fault.ts";

/**
 * Every failure that a screen is prepared for. The codes are the contract; texts live in assets/locales
 * under `errors.<CODE>`. Anything else that arrives at a screen is a bug.
 */
export const kioskErrors = {
  /** The typed number can't be a policy number. */
  POLICY_INVALID: { status: 422, data: z.object({ fault: z.enum(policyFaults) }) },
  /** The typed date can't be a birth date. */
  BIRTH_DATE_INVALID: { status: 422, data: z.object({ fault: z.enum(birthDateFaults) }) },
  DOCUMENT_INVALID: { status: 422, data: z.object({ fault: z.enum(documentFaults) }) },
  NAME_INVALID: { status: 422, data: z.object({ field: z.enum(nameFields), fault: z.enum(nameFaults) }) },
  SNILS_INVALID: { status: 422, data: z.object({ fault: z.enum(snilsFaults) }) },
  EMAIL_INVALID: { status: 422, data: z.object({ fault: z.enum(emailFaults) }) },
  /** A card needs a policy or a СНИЛС. */
  CARD_NUMBERS_MISSING: { status: 422, data: z.object({}) },
  /** There is a card for this person already. */
  CARD_EXISTS: { status: 409, data: z.object({}) },
  /** The card isn't any more what the patient saw. */
  CARD_CHANGED: { status: 409, data: z.object({}) },
  /** A rule of the clinic keeps this visit from being booked here. */
  RULE_BROKEN: { status: 409, data: z.object({ broken: ruleSchema }) },
  /** No such patient, or another birth date: one neutral answer for both. */
  PATIENT_NOT_FOUND: { status: 404, data: z.object({}) },
  /** Nobody is found by numbers alone, and some clinics want the name as well: it is asked for. */
  NAME_NEEDED: { status: 422, data: z.object({}) },
  /** Several patients fit: reception must look. */
  PATIENT_AMBIGUOUS: { status: 409, data: z.object({}) },
  /** The patient refused on their phone. */
  PHONE_REFUSED: { status: 403, data: z.object({}) },
  /** Nobody confirmed on a phone while the code could be used. */
  PHONE_EXPIRED: { status: 410, data: z.object({}) },
  /** The identity provider can't be reached, or answers what can't be trusted: signing in by the policy stays. */
  PROVIDER_AWAY: { status: 503, data: z.object({}) },
  TOO_MANY_TRIES: { status: 429, data: z.object({ minutes: z.int().positive() }) },
  /** The central API can't be reached, or answers something else than was asked. */
  CENTRAL_AWAY: { status: 503, data: z.object({}) },
  /** The session that the call named is over; whoever is at the kiosk now is somebody else. */
  SESSION_ENDED: { status: 401, data: z.object({}) },
  /** A session is open that the call didn't name: the page leaves that one before it begins its own. */
  SESSION_OPEN: { status: 409, data: z.object({}) },
  /** The kiosk is under service: nobody begins anew. */
  KIOSK_CLOSED: { status: 503, data: z.object({}) },
  NOT_SIGNED_IN: { status: 401, data: z.object({}) },
  /** The agreement that was accepted is not the one in force: it must be shown again. */
  CONSENT_OUTDATED: { status: 409, data: z.object({}) },
  /** What was chosen is no longer in the schedule. */
  NOT_FOUND: { status: 404, data: z.object({}) },
  /** Someone else has the time; `nearest` holds what can be booked instead, nearest first. */
  SLOT_TAKEN: { status: 409, data: z.object({ nearest: z.array(offerSchema) }) },
  /** The central API refused the booking for good; nothing was booked. */
  BOOKING_REFUSED: { status: 422, data: z.object({ why: z.enum(refusalReasons).optional() }) },
  /**
   * The answer never came within the patient's patience: the patient is told that nothing was booked, and the
   * kiosk makes that true.
   */
  BOOKING_UNKNOWN: { status: 504, data: z.object({ key: z.string() }) },
  /** The visit isn't any more what the patient saw: cancelled, moved or received by somebody else, or in doubt. */
  VISIT_CHANGED: { status: 409, data: z.object({}) },
  /** The central API refused the cancel or the move for good; the visit is as it was. */
  CHANGE_REFUSED: { status: 422, data: z.object({}) },
  /** It could not be learned in time whether the cancel or the move was carried out; the kiosk goes on asking. */
  CHANGE_UNKNOWN: { status: 504, data: z.object({ key: z.string() }) },
  /** Booking at this central API is closed (it does not keep its promises); the schedule is still shown. */
  BOOKING_CLOSED: { status: 503, data: z.object({}) },
  /** No program that speaks is there, or it has no such language: the patient reads. */
  SPEECH_UNAVAILABLE: { status: 503, data: z.object({}) },
  /** This visit's ticket has been printed in this session as often as it may be: further ones are reception's. */
  TICKETS_USED_UP: { status: 429, data: z.object({}) },
  /** The ticket was not printed. Booking is not touched by that. */
  PRINTER_NOT_READY: { status: 503, data: z.object({ status: z.enum(printerStatuses) }) },
  /** The ticket may have come out or not: the patient is asked, and answers with `ticket.cameOut`. */
  PRINT_IN_DOUBT: { status: 504, data: z.object({ status: z.enum(printerStatuses) }) },
  /** The staff session that the call named is over, or it named none. */
  STAFF_SESSION_ENDED: { status: 401, data: z.object({}) },
  /** No such PIN or card. */
  STAFF_UNKNOWN: { status: 404, data: z.object({}) },
  /** A patient has signed in: staff wait, or end that session first. */
  STAFF_PATIENT_HERE: { status: 409, data: z.object({}) },
  /** This role may not do that. */
  STAFF_NOT_ALLOWED: { status: 403, data: z.object({}) },
  /** The audit takes no record, so nothing was done. */
  STAFF_UNRECORDED: { status: 503, data: z.object({}) },
  /** What was held to the scanner became nobody's card. */
  CARD_NOT_TAKEN: { status: 409, data: z.object({ fault: z.enum(cardFaults) }) },
  /** The disk takes no file: what was asked for is as it was. */
  DISK_REFUSES: { status: 507, data: z.object({}) },
  /** The counter could not reach the kiosk; what was asked for is not done, or nobody knows whether it is. */
  KIOSK_AWAY: { status: 503, data: z.object({}) },
} as const;

export type KioskErrorCode = keyof typeof kioskErrors;

/** The data that belongs to an error code. */
export type KioskErrorData<Code extends KioskErrorCode> = z.infer<(typeof kioskErrors)[Code]["data"]>;

type Picked<Codes extends readonly KioskErrorCode[]> = { [C in Codes[number]]: (typeof kioskErrors)[C] };

/** The part of the error map that one procedure may answer with. */
export function errorsOf<const Codes extends readonly KioskErrorCode[]>(...codes: Codes): Picked<Codes> {
  return Object.fromEntries(codes.map((code) => [code, kioskErrors[code]])) as Picked<Codes>;
}

import { unreachable } from "#contract/base/result.ts";
import type { PhoneChoice } from "#contract/booking/phone-choice.ts";
import type { CentralVisit, ConsentRecord } from "#contract/central/attempts.ts";
import { CentralError } from "#contract/central/central.ts";
import type { CentralPatient } from "#contract/central/people.ts";
import type { SlotRow } from "#contract/central/rows.ts";
import type { ConsentText } from "#contract/consents/consent-text.ts";
import type { BrokenRule } from "#contract/rules/broken-rule.ts";
import type { Offer } from "#contract/schedules/schedule.ts";
import type { Ticket } from "#contract/tickets/ticket.ts";
import type { VisitFacts } from "#contract/visits/visit-facts.ts";
import { logFault } from "../log/central-fault.ts";
import { alternatives, noteSlot } from "../schedules/offers.ts";
import { type BookResult, bookSlot } from "./book.ts";
import { type ChosenTime, underItsSchedule } from "./chosen-time.ts";
import { closedByJournal } from "./closed-by-journal.ts";
import type { BookingDeps } from "./deps.ts";
import { type Patience, startPatience } from "./patience.ts";
import { offerOf, type Recheck, recheck } from "./recheck.ts";
import type { RulesSubject } from "./rules/types.ts";
import { factsOf, ticketOf } from "./visit-details.ts";
import { createSlotWatch, type SlotWatch } from "./watch.ts";

/** For whom one agrees, and who does so in another person's place. */
type Agreement = Pick<ConsentRecord, "variant" | "performerId">;

export type BookInput = ChosenTime & {
  /** Fires when the patient has left: what they were not shown until then is taken back. */
  readonly left: AbortSignal;
  /** The monotonic moment of the touch, ms; left out, it is now. */
  readonly touchedAt?: number;
  readonly patient: CentralPatient;
  /** Whether more than the patient's name and birth date is known to be true. */
  readonly proved: boolean;
  readonly agreement: Agreement;
  readonly consent: { readonly language: string; readonly hash: string };
  readonly phone: PhoneChoice;
  /** Where a copy of the ticket goes. */
  readonly email: { readonly address: string; readonly language: string } | null;
};

type CheckInput = ChosenTime & {
  /** Whom the visit is for; null as long as nobody knows. */
  readonly subject: RulesSubject | null;
  /** The visit that is to be moved there. */
  readonly moving: CentralVisit | null;
};
type CheckResult =
  | { readonly kind: "fine" | "notFound" }
  | { readonly kind: "ruleBroken"; readonly broken: BrokenRule };

export type BookingResult =
  | { readonly kind: "booked"; readonly ticket: Ticket; readonly seen: CentralVisit }
  | { readonly kind: "taken"; readonly nearest: Offer[] }
  | { readonly kind: "unknown"; readonly key: string }
  | { readonly kind: "ruleBroken"; readonly broken: BrokenRule }
  | { readonly kind: "consentOutdated" | "notFound" | "refused" | "closed" | "away" };

/** Everything about booking that is not the protocol: what is asked for, what the patient gets back. */
export type BookingService = {
  /** Whether the clinic's rules let somebody have a time, as far as is known of both. */
  check(input: CheckInput): Promise<CheckResult>;
  readonly watch: SlotWatch;
  book(input: BookInput): Promise<BookingResult>;
  /** Sends the refusal of the agreement to the central API, in the background: nothing depends on it. */
  recordRefusal(
    patient: CentralPatient,
    agreement: Agreement,
    consent: { readonly language: string; readonly hash: string },
  ): void;
};

export function createBookingService(deps: BookingDeps): BookingService {
  const { central, schedule, rules, journal, settler, clock, ids, log } = deps;

  async function check(input: CheckInput): Promise<CheckResult> {
    const found = offerOf(deps, input);
    if (!found || schedule.timeOf(found.doctor.scheduleNo, input.slotId) === null)
      return { kind: "notFound" };
    const broken = await rules.broken({ ...input, ...found });
    return broken ? { kind: "ruleBroken", broken } : { kind: "fine" };
  }

  async function book(input: BookInput): Promise<BookingResult> {
    const waited = clock.monotonic() - (input.touchedAt ?? clock.monotonic());
    const patience = startPatience(clock, Math.max(0, deps.patience - waited));
    return await bookWithin(input, patience).finally(patience.release);
  }

  async function bookWithin(input: BookInput, patience: Patience): Promise<BookingResult> {
    const bookable = await deps.conformance.whenKnown(patience.left());
    if (bookable !== "open") return { kind: bookable === "closed" ? "closed" : "away" };
    const text = deps.consent(input.consent.language, input.agreement.variant);
    if (text.hash !== input.consent.hash) {
      return { kind: offerOf(deps, input) ? "consentOutdated" : "notFound" };
    }
    // Before anything is journaled: what a rule refuses, or is not on offer any more, never began.
    const offer = await recheck(deps, input, { subject: input, moving: null }, patience);
    switch (offer.kind) {
      case "offered":
        return await bookOffer(input, offer, text, patience);
      case "taken":
        deps.refresh(input.scheduleId);
        return { kind: "taken", nearest: alternatives(deps, input) };
      default:
        return offer;
    }
  }

  async function bookOffer(
    input: BookInput,
    { doctor, service, slot: reading }: Recheck & { readonly kind: "offered" },
    consent: ConsentText,
    patience: Patience,
  ): Promise<BookingResult> {
    const { start } = reading.slot;
    const key = ids.key();
    const number = deps.ticketNumber();
    const phone = phoneToSend(input.phone, input.patient);
    const facts = factsOf(deps, { number, start, doctor, service, patient: input.patient });
    journal.open({
      key,
      kind: "book",
      slots: [{ slotId: input.slotId, scheduleId: input.scheduleId }],
      payload: {
        patientId: input.patient.id,
        phone: phone ?? input.patient.phones[0] ?? null,
        facts,
        visitId: null,
        withdrawn: false,
        torn: false,
      },
      patience: patience.left(),
    });
    const result = await bookSlot(
      {
        key,
        slotId: input.slotId,
        offered: reading.slot,
        reading,
        patientId: input.patient.id,
        ticketNumber: number,
        service,
        practitionerId: doctor.practitionerId,
        roleId: doctor.roleId,
        roomLocationId: doctor.roomLocationId,
        organizationId: doctor.organizationId,
        phone,
        consent: consentRecord(key, input, doctor.organizationId, consent, true),
      },
      { ...deps, patience: patience.left(), left: input.left },
    ).catch((error: unknown) => {
      settler.abandon(key);
      throw error;
    });
    settler.wake();
    return answer(key, result, { input, slot: reading.slot, facts });
  }

  type Asked = {
    readonly input: BookInput;
    /** As it was before. */
    readonly slot: SlotRow;
    readonly facts: VisitFacts;
  };

  function answer(key: string, result: BookResult, { input, slot, facts }: Asked): BookingResult {
    switch (result.kind) {
      case "booked": {
        log.write("booking.booked", { key });
        deps.rules.forget(input.patient);
        deps.showing.begin(result.visit.id, key, input.left);
        // What the kiosk has just done needs no reading: grids show it before the next pull confirms it.
        noteSlot(deps, slot.scheduleId, slot.id, { ...slot, status: "busy" });
        const ticket = ticketOf(deps, facts, result.visit);
        if (input.email) deps.mailer?.send({ ...input.email, ticket });
        return { kind: "booked", ticket, seen: result.visit };
      }
      case "taken":
        noteSlot(deps, input.scheduleId, input.slotId, result.slot);
        return { kind: "taken", nearest: alternatives(deps, input) };
      case "torn":
        deps.conformance.onPartialCommit(result.detail);
        log.write("booking.closed-not-atomic");
        return { kind: "closed" };
      case "unknown":
        deps.refresh(input.scheduleId);
        return { kind: "unknown", key };
      case "refused":
      case "away":
        return { kind: result.kind };
      default:
        return unreachable(result);
    }
  }

  const consentRecord = (
    key: string,
    { patient, agreement }: Pick<BookInput, "patient" | "agreement">,
    organizationId: string,
    text: ConsentText,
    accepted: boolean,
  ): ConsentRecord => ({
    key,
    patientId: patient.id,
    organizationId,
    ...agreement,
    accepted,
    textVersion: text.version,
    textHash: text.hash,
    language: text.language,
    at: Math.round(deps.now()),
    kiosk: deps.kioskName,
  });

  return {
    check: (input) => check(underItsSchedule(deps.catalog, input)),
    watch: createSlotWatch(deps),
    book: (input) => closedByJournal(() => book(underItsSchedule(deps.catalog, input))),
    recordRefusal(patient, agreement, refused) {
      const text = deps.consent(refused.language, agreement.variant);
      const organizationId = deps.ownOrganization() ?? patient.attachedOrganizationIds[0] ?? null;
      if (text.hash !== refused.hash || organizationId === null) return;
      central
        .recordConsent(
          consentRecord(ids.key(), { patient, agreement }, organizationId, text, false),
          AbortSignal.timeout(10_000),
        )
        .catch((error: Error) => {
          if (error instanceof CentralError)
            logFault(log, error, [
              "booking.refusal-unrecorded",
              { fault: error.fault, status: error.status },
            ]);
          else log.write("booking.refusal-failed", { error: error.message });
        });
    },
  };
}

/** The number that the patient chose travels with the visit: it is the one to call about it. */
function phoneToSend(choice: PhoneChoice, patient: CentralPatient): string | null {
  switch (choice.kind) {
    case "known":
      return patient.phones[choice.index] ?? null;
    case "new":
      return `+7${choice.digits}`;
    case "declined":
      return null;
  }
}

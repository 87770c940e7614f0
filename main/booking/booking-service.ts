import { unreachable } from "#contract/base/result.ts";
import type { PhoneChoice } from "#contract/booking/phone-choice.ts";
import type { BookRequest, BookResult } from "#contract/central/booking-protocol.ts";
import type { CentralPatient } from "#contract/central/people.ts";
import type { SlotRow } from "#contract/central/rows.ts";
import type { CentralVisit } from "#contract/central/visits.ts";
import type { ConsentText } from "#contract/consents/consent-text.ts";
import type { BrokenRule } from "#contract/rules/broken-rule.ts";
import type { Offer } from "#contract/schedules/schedule.ts";
import type { Ticket } from "#contract/tickets/ticket.ts";
import type { VisitFacts } from "#contract/visits/visit-facts.ts";
import type { Consents } from "../consents/consents.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { Catalog } from "../schedules/catalog.ts";
import type { AlternativesTo } from "../schedules/offers.ts";
import type { SlotUpdates } from "../schedules/slot-updates.ts";
import type { Powers, Unrecorded } from "../sessions/help.ts";
import { type ChosenTime, underItsSchedule } from "./chosen-time.ts";
import { closedByJournal } from "./closed-by-journal.ts";
import type { Agreement, RecordOf } from "./consent-record.ts";
import type { Operations, Within } from "./operations.ts";
import type { Patience, Touch, WithinPatience } from "./patience.ts";
import { type OfferCatalog, offerOf } from "./read-offer.ts";
import type { Recheck, RecheckResult } from "./recheck.ts";
import { factsOf, ticketOf, type VisitDetailsDeps } from "./visit-details.ts";

export type BookInput = ChosenTime &
  Touch & {
    /** Fires when the patient has left: what they were not shown until then is taken back. */
    readonly left: AbortSignal;
    readonly patient: CentralPatient;
    /** Whether more than the patient's name and birth date is known to be true. */
    readonly proved: boolean;
    readonly agreement: Agreement;
    readonly consent: { readonly language: string; readonly hash: string };
    readonly phone: PhoneChoice;
    /** Where a copy of the ticket goes. */
    readonly email: { readonly address: string; readonly language: string } | null;
    /** Staff's, where they help. */
    readonly powers: Powers | null;
  };

export type BookingResult =
  | { readonly kind: "booked"; readonly ticket: Ticket; readonly seen: CentralVisit }
  | { readonly kind: "taken"; readonly nearest: Offer[] }
  | { readonly kind: "unknown"; readonly key: string }
  | { readonly kind: "ruleBroken"; readonly broken: BrokenRule }
  | Unrecorded
  | { readonly kind: "consentOutdated" | "notFound" | "closed" | "unavailable" }
  | Extract<BookResult, { kind: "refused" }>;

/** Everything about booking that is not the protocol: what is asked for, what the patient gets back. */
export type BookingService = { book(input: BookInput): Promise<BookingResult> };

export type BookingServiceDeps = {
  readonly withinPatience: WithinPatience;
  readonly operations: Operations;
  /** What an agreement says now, and what is recorded of it. */
  readonly agreements: { readonly text: Consents; readonly recordOf: RecordOf };
  readonly recheck: Recheck;
  /** The connector's protocol, taken to its end. */
  readonly bookSlot: (request: BookRequest, within: Within) => Promise<BookResult>;
  /** The mirror, by which is said what else is free. */
  readonly schedules: {
    readonly catalog: OfferCatalog & Pick<Catalog, "scheduleHolding">;
    readonly slots: Pick<SlotUpdates, "note" | "refresh">;
    readonly alternatives: AlternativesTo;
  };
  readonly details: VisitDetailsDeps;
  readonly ticketNumber: () => string;
  /** Null where no copies of tickets are sent. */
  readonly mailer: Pick<Mailer, "send"> | null;
};

export function createBookingService(deps: BookingServiceDeps): BookingService {
  const { operations, agreements, recheck, details } = deps;
  const { catalog, slots, alternatives } = deps.schedules;

  async function book(input: BookInput, patience: Patience): Promise<BookingResult> {
    const closed = await operations.closed(patience);
    if (closed) return closed;
    const text = agreements.text(input.consent.language, input.agreement.variant);
    if (text.hash !== input.consent.hash) {
      return { kind: offerOf(catalog, input) ? "consentOutdated" : "notFound" };
    }
    // Before anything is journaled: what a rule refuses, or is not on offer any more, never began.
    const reach = input.powers ? "reception" : "patients";
    const offer = await recheck(input, { subject: input, moving: null, reach }, patience);
    switch (offer.kind) {
      case "offered":
        if (input.powers?.pass(offer.passed) === false) return { kind: "unrecorded" };
        return await bookOffer(input, offer, text, patience);
      case "taken":
        slots.refresh(input.scheduleId);
        return { kind: "taken", nearest: alternatives(input) };
      default:
        return offer;
    }
  }

  async function bookOffer(
    input: BookInput,
    { doctor, service, slot: reading }: RecheckResult & { readonly kind: "offered" },
    text: ConsentText,
    patience: Patience,
  ): Promise<BookingResult> {
    const { patient, agreement, slotId, scheduleId } = input;
    const { organizationId } = doctor;
    const number = deps.ticketNumber();
    const phone = phoneToSend(input.phone, patient);
    const facts = factsOf(details, { number, start: reading.slot.start, doctor, service, patient });
    const { key, result } = await operations.run(
      {
        kind: "book",
        slots: [{ slotId, scheduleId }],
        payload: {
          ...{ phone: phone ?? patient.phones[0] ?? null, facts, visitId: null },
          receptionTime: reading.slot.status !== "free",
        },
        patient,
        left: input.left,
        patience,
      },
      (key, within) =>
        deps.bookSlot(
          {
            key,
            slotId,
            offered: reading.slot,
            reading,
            asReception: input.powers !== null,
            patientId: patient.id,
            ticketNumber: number,
            service,
            practitionerId: doctor.practitionerId,
            roleId: doctor.roleId,
            roomLocationId: doctor.roomLocationId,
            organizationId,
            phone,
            consent: agreements.recordOf({ key, patient, agreement, organizationId, text, accepted: true }),
          },
          within,
        ),
    );
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
        operations.done("book", key, result.visit.id, input);
        // What the kiosk has just done needs no reading: grids show it before the next pull confirms it.
        slots.note(slot.scheduleId, slot.id, { ...slot, status: "busy" });
        const ticket = ticketOf(details, facts, result.visit, input.powers?.issuedBy);
        if (input.email) deps.mailer?.send({ ...input.email, ticket });
        return { kind: "booked", ticket, seen: result.visit };
      }
      case "taken":
        slots.note(input.scheduleId, input.slotId, result.slot);
        return { kind: "taken", nearest: alternatives(input) };
      case "partialCommit":
        operations.partialCommit(result.detail);
        return { kind: "closed" };
      case "unknown":
        slots.refresh(input.scheduleId);
        return { kind: "unknown", key };
      case "refused":
        return result;
      case "unavailable":
        return { kind: result.kind };
      default:
        return unreachable(result);
    }
  }

  return {
    book: (given) =>
      closedByJournal(async () => {
        const input = underItsSchedule(catalog, given);
        return await deps.withinPatience(input, (patience) => book(input, patience));
      }),
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

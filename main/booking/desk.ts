import type { Central, CentralPatient, CentralVisit, ConsentRecord, SlotRow } from "#contract/central.ts";
import type { ConsentText, Offer, PhoneChoice, Ticket } from "#contract/domain.ts";
import type { Clock, Ids, Log } from "#contract/ports.ts";
import { unreachable } from "#contract/result.ts";
import type { ClinicTime } from "../clinic-time.ts";
import { familyAndInitials, fullName } from "../session/patient-view.ts";
import type { Catalog, StoredDoctor, StoredService } from "../store/catalog.ts";
import type { ScheduleReader } from "../store/schedule.ts";
import { type BookStep, bookSlot } from "./book.ts";

export type BookInput = {
  readonly sessionId: string;
  readonly patient: CentralPatient;
  readonly scheduleId: string;
  readonly slotId: string;
  readonly serviceId: string;
  readonly branchId: string;
  readonly consent: { readonly language: string; readonly hash: string };
  readonly phone: PhoneChoice;
};

export type DeskResult =
  | { readonly kind: "booked"; readonly ticket: Ticket }
  | { readonly kind: "taken"; readonly nearest: Offer[] }
  | { readonly kind: "unknown"; readonly key: string }
  | { readonly kind: "consentOutdated" | "notFound" | "refused" | "closed" | "away" };

/** Everything about booking that is not the protocol: what is asked for, what the patient gets back. */
export type BookingDesk = {
  /** Booking the same slot twice in one session while the first is under way is one booking. */
  book(input: BookInput): Promise<DeskResult>;
  /** Free times of all doctors of a service at a branch, nearest first. */
  offers(where: { branchId: string; serviceId: string; limit: number; scheduleId?: string }): Offer[];
  /** Sends the refusal of the agreement to the centre, in the background: nothing depends on it. */
  recordRefusal(patient: CentralPatient, consent: { language: string; hash: string }): void;
};

export type DeskParts = {
  readonly central: Central;
  readonly catalog: Catalog;
  readonly schedule: ScheduleReader;
  readonly consent: (language: string) => ConsentText;
  readonly ticketNumber: () => string;
  readonly time: ClinicTime;
  /** The centre's clock, ms. */
  readonly now: () => number;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly kioskName: string;
  /** The clinic in whose lobby the kiosk stands, where that is known. */
  readonly ownOrganization: () => string | null;
  readonly before: (step: BookStep) => void;
  /** How long a patient waits for the centre while a booking is in doubt, ms. */
  readonly patience: number;
  /** The mirror's cells of this schedule changed: grids repaint. */
  readonly scheduleChanged: (scheduleId: string) => void;
  readonly refresh: (scheduleId: string) => void;
};

const offersOnConflict = 6;

export function createBookingDesk(parts: DeskParts): BookingDesk {
  const { central, catalog, schedule, clock, ids, log, time } = parts;
  const underWay = new Map<string, Promise<DeskResult>>();
  let closed = false;

  const offers: BookingDesk["offers"] = ({ branchId, serviceId, limit, scheduleId }) =>
    catalog
      .doctors(branchId, serviceId)
      .filter((doctor) => scheduleId === undefined || doctor.scheduleId === scheduleId)
      .flatMap((doctor) => schedule.nearest(doctor.scheduleNo, limit).map((cell) => ({ doctor, cell })))
      .sort((a, b) => a.cell.start - b.cell.start)
      .slice(0, limit)
      .map(({ doctor, cell }) => ({
        scheduleId: doctor.scheduleId,
        slotId: cell.slotId,
        ...time.dayAndTime(cell.start),
        doctor: familyAndInitials(doctor),
        room: doctor.room,
      }));

  /** Half from the doctor who was chosen, the rest from whoever is free first. */
  const alternatives = (input: BookInput): Offer[] => {
    const where = { branchId: input.branchId, serviceId: input.serviceId, limit: offersOnConflict };
    const same = offers({ ...where, limit: offersOnConflict / 2, scheduleId: input.scheduleId });
    const others = offers(where).filter((offer) => !same.some((known) => known.slotId === offer.slotId));
    return [...same, ...others]
      .slice(0, offersOnConflict)
      .sort((a, b) => `${a.date}${a.time}`.localeCompare(`${b.date}${b.time}`));
  };

  const slotChanged = (doctor: StoredDoctor, slot: SlotRow | null): void => {
    if (slot) {
      schedule.put(doctor.scheduleNo, slot);
      parts.scheduleChanged(doctor.scheduleId);
    }
    parts.refresh(doctor.scheduleId);
  };

  async function book(input: BookInput): Promise<DeskResult> {
    if (closed) return { kind: "closed" };
    const doctor = catalog.doctorOf(input.scheduleId);
    const service = catalog.service(input.serviceId);
    if (!doctor || !service || !catalog.gives(input.scheduleId, input.serviceId)) return { kind: "notFound" };
    if (doctor.organizationId !== input.branchId) return { kind: "notFound" };
    const consent = parts.consent(input.consent.language);
    if (consent.hash !== input.consent.hash) return { kind: "consentOutdated" };
    if (!schedule.isBookable(doctor.scheduleNo, input.slotId)) {
      return { kind: "taken", nearest: alternatives(input) };
    }
    const key = ids.key();
    const ticketNumber = parts.ticketNumber();
    const result = await bookSlot(
      {
        key,
        slotId: input.slotId,
        patientId: input.patient.id,
        ticketNumber,
        service,
        practitionerId: doctor.practitionerId,
        roleId: doctor.roleId,
        roomLocationId: doctor.roomLocationId,
        organizationId: doctor.organizationId,
        phone: phoneToSend(input.phone, input.patient),
        consent: consentRecord(key, input.patient, doctor.organizationId, consent, true),
      },
      { central, clock, log, before: parts.before, patience: parts.patience },
    );
    switch (result.kind) {
      case "booked": {
        log.info("visit booked", { key });
        const slot = await central.readSlot(input.slotId, AbortSignal.timeout(3000)).catch(() => null);
        slotChanged(doctor, slot?.state === "present" ? slot.slot : null);
        return { kind: "booked", ticket: ticketOf(result.visit, ticketNumber, input, doctor, service) };
      }
      case "taken":
        slotChanged(doctor, result.slot);
        return {
          kind: "taken",
          nearest: alternatives(input).filter((offer) => offer.slotId !== input.slotId),
        };
      case "torn":
        closed = true;
        log.error("booking is closed: the centre's transactions are not atomic");
        return { kind: "closed" };
      case "unknown":
        parts.refresh(doctor.scheduleId);
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
    patient: CentralPatient,
    organizationId: string,
    text: ConsentText,
    accepted: boolean,
  ): ConsentRecord => ({
    key,
    patientId: patient.id,
    organizationId,
    accepted,
    textVersion: text.version,
    textHash: text.hash,
    language: text.language,
    at: Math.round(parts.now()),
    kiosk: parts.kioskName,
  });

  const ticketOf = (
    visit: CentralVisit,
    number: string,
    input: BookInput,
    doctor: StoredDoctor,
    service: StoredService,
  ): Ticket => {
    const place = catalog.place(doctor.organizationId);
    return {
      visitId: visit.id,
      number: visit.ticketNumber ?? number,
      clinic: place?.clinic ?? "",
      branch: place?.branch ?? "",
      address: place?.address ?? "",
      room: doctor.room,
      service: { code: service.code, name: service.name },
      doctor: { name: fullName(doctor), position: doctor.position },
      ...time.dayAndTime(visit.start),
      patient: familyAndInitials(input.patient),
      status: "booked",
      phone: place?.phone ?? "",
      issuedAt: time.dayAndTime(parts.now()),
    };
  };

  return {
    offers,
    book(input) {
      const identity = `${input.sessionId} ${input.slotId}`;
      const running = underWay.get(identity);
      if (running) return running;
      const started = book(input).finally(() => underWay.delete(identity));
      underWay.set(identity, started);
      return started;
    },
    recordRefusal(patient, refused) {
      const text = parts.consent(refused.language);
      const organizationId = parts.ownOrganization() ?? patient.attachedOrganizationIds[0] ?? null;
      if (text.hash !== refused.hash || organizationId === null) return;
      central
        .recordConsent(
          consentRecord(ids.key(), patient, organizationId, text, false),
          AbortSignal.timeout(10_000),
        )
        .catch((error: Error) => log.warn("the refusal could not be recorded", { error: error.message }));
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

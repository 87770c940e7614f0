import type { CentralPatient } from "#contract/central/people.ts";
import type { CentralVisit } from "#contract/central/visits.ts";
import type { Ticket } from "#contract/tickets/ticket.ts";
import type { VisitFacts, VisitStatus } from "#contract/visits/visit-facts.ts";
import type { Catalog, StoredDoctor } from "../schedules/catalog.ts";
import { familyAndInitials, fullName } from "../sessions/patient-view.ts";
import type { ClinicTime } from "../time/clinic-time.ts";

export type VisitDetailsDeps = {
  readonly catalog: Pick<Catalog, "doctorOfVisit" | "named" | "place" | "service">;
  readonly time: Pick<ClinicTime, "dayAndTime">;
  /** The central API's clock, ms. */
  readonly now: () => number;
};

/** What a ticket tells of a visit; what the mirror does not know of it stays empty. */
export function factsOf(
  { catalog, time }: VisitDetailsDeps,
  visit: {
    readonly number: string;
    readonly start: number;
    readonly doctor: StoredDoctor | null;
    readonly service: { readonly code: string; readonly name: string; readonly organizationId?: string };
    readonly patient: CentralPatient;
    /** What the visit itself says of doctor and place, for what isn't mirrored here. */
    readonly words?: CentralVisit["words"];
  },
): VisitFacts {
  const { doctor, service, words } = visit;
  const organizationId = doctor?.organizationId ?? service.organizationId;
  const place = organizationId === undefined ? null : catalog.place(organizationId);
  return {
    number: visit.number,
    clinic: place?.clinic ?? words?.place ?? "",
    branch: place?.branch ?? "",
    address: place?.address ?? "",
    room: doctor?.room ?? "",
    service: catalog.named(service),
    doctor: { name: doctor ? fullName(doctor) : (words?.doctor ?? ""), position: doctor?.position ?? "" },
    ...time.dayAndTime(visit.start),
    patient: familyAndInitials(visit.patient),
    phone: place?.phone ?? "",
  };
}

/** The facts of a visit as the central API holds it. */
export const factsOfVisit = (
  deps: VisitDetailsDeps,
  visit: CentralVisit,
  patient: CentralPatient,
): VisitFacts =>
  factsOf(deps, {
    number: visit.ticketNumber ?? "",
    start: visit.start,
    doctor: doctorOf(deps, visit),
    service: serviceOf(deps, visit),
    patient,
    words: visit.words,
  });

/** What is said of a visit that the central API holds: number, time and status are its own. */
export const heldVisit = (
  { time }: Pick<VisitDetailsDeps, "time">,
  facts: VisitFacts,
  visit: CentralVisit,
): VisitFacts & Pick<Ticket, "visitId" | "status"> => ({
  ...facts,
  visitId: visit.id,
  number: visit.ticketNumber ?? facts.number,
  ...time.dayAndTime(visit.start),
  status: statusOf(visit.status) ?? "pending",
});

/** The ticket of such a visit, issued now. @param issuedBy who of the staff helped */
export const ticketOf = (
  deps: Pick<VisitDetailsDeps, "time" | "now">,
  facts: VisitFacts,
  visit: CentralVisit,
  issuedBy?: string,
): Ticket => ({
  ...heldVisit(deps, facts, visit),
  issuedAt: deps.time.dayAndTime(deps.now()),
  ...(issuedBy === undefined ? {} : { issuedBy }),
});

export const doctorOf = (
  { catalog }: { readonly catalog: Pick<Catalog, "doctorOfVisit"> },
  visit: CentralVisit,
): StoredDoctor | null => catalog.doctorOfVisit(visit);

function serviceOf(
  { catalog }: VisitDetailsDeps,
  { service, words }: CentralVisit,
): { code: string; name: string; organizationId?: string } {
  const known = service.id === null ? null : catalog.service(service.id);
  return known ?? { code: service.code, name: service.name || words.service };
}

/** Whether a visit is still to be kept, or under way. */
export const isStanding = (status: string): boolean =>
  ["booked", "pending", "arrived", "checked-in"].includes(status);

/** Appointment.status (R4) as screens have it; null for one that is no visit. */
export function statusOf(status: string): VisitStatus | null {
  switch (status) {
    case "booked":
    case "cancelled":
    case "arrived":
    case "fulfilled":
    case "noshow":
    case "pending":
      return status;
    case "checked-in":
      return "arrived";
    case "proposed":
    case "waitlist":
      return "pending";
    default:
      return null;
  }
}

import type { ReviewItem } from "#contract/booking/review-item.ts";
import type { StaffMember } from "#contract/staff/card-procedures.ts";
import type { KioskLogEvent, KioskState } from "#contract/staff/kiosk-procedures.ts";
import type { VisitNow } from "#contract/staff/review-procedures.ts";
import type { StaffRole } from "#contract/staff/roles.ts";
import type { TicketEntry } from "#contract/staff/ticket-procedures.ts";
import type { Ticket } from "#contract/tickets/ticket.ts";

/** What the people at the counter find. */
export type StaffWorld = {
  who: { name: string; role: StaffRole };
  tickets: TicketEntry[];
  /** What a scanned policy leads to. */
  ofPolicy: Ticket[];
  review: ReviewItem[];
  now: VisitNow;
  kiosk: KioskState;
  events: KioskLogEvent[];
  members: StaffMember[];
};

/** @param ticketAt a ticket as the fake core has them, at this time of the day */
export function usualStaff(ticketAt: (time: string) => Ticket): StaffWorld {
  const ticketOf = (n: string, patient: string): Ticket => ({
    ...ticketAt("09:15"),
    visitId: `visit-${n}`,
    number: `003000${n}`,
    patient,
  });

  const entry = (n: string, patient: string, paper: TicketEntry["paper"]): TicketEntry => ({
    ticket: ticketOf(n, patient),
    paper,
    at: { date: "2026-11-20", time: "10:10" },
  });

  return {
    who: { name: "Анна Викторовна", role: "technician" },
    tickets: [
      entry("1", "Петров\u00a0И.\u00a0И.", "printed"),
      entry("2", "Константинопольская\u00a0А.\u00a0М.", "unknown"),
      entry("3", "Ким\u00a0О.", "notPrinted"),
    ],
    ofPolicy: [ticketOf("7", "Петров\u00a0И.\u00a0И."), ticketOf("8", "Петров\u00a0И.\u00a0И.")],
    review: [
      {
        id: "01930000-0000-7000-8000-000000000001",
        operation: "book",
        reason: "notShown",
        since: Date.parse("2026-11-20T09:58:00+03:00"),
        visitId: "visit-9",
        facts: ticketOf("9", "Константинопольская\u00a0А.\u00a0М."),
        phone: "+7 ••• •••-41-07",
      },
      {
        id: "01930000-0000-7000-8000-000000000002",
        operation: "move",
        reason: "oldSlotGone",
        since: Date.parse("2026-11-20T10:05:00+03:00"),
        visitId: "visit-10",
        facts: ticketOf("10", "Ким\u00a0О."),
        phone: null,
      },
      {
        id: "entry-3",
        operation: null,
        reason: "unreadable",
        since: Date.parse("2026-11-20T10:15:00+03:00"),
        visitId: null,
        facts: null,
        phone: null,
      },
    ],
    now: { state: "visit", status: "booked", date: "2026-11-23", time: "09:15" },
    kiosk: {
      version: "0.1.0",
      since: Date.parse("2026-11-19T07:30:00+03:00"),
      service: "open",
      central: { state: "online", age: 12, clockAhead: 0 },
      booking: "open",
      printer: "ready",
      printQueue: 0,
      roll: { changedAt: Date.parse("2026-11-18T16:40:00+03:00"), tickets: 212 },
      scanner: "ready",
      disk: { free: 21_500_000_000, total: 64_000_000_000, low: false },
      unsettled: 0,
      toSettle: 0,
    },
    members: [
      { id: "person-1", name: "Анна Викторовна", role: "technician", card: true },
      { id: "person-2", name: "Константинопольская А. М.", role: "receptionist", card: false },
    ],
    events: [
      {
        at: Date.parse("2026-11-20T10:12:00+03:00"),
        level: "error",
        event: "sync.pull-failed",
        text: "Schedules could not be read from the central API; what is stored stays",
      },
      {
        at: Date.parse("2026-11-20T09:58:00+03:00"),
        level: "warn",
        event: "staff.sign-in-failed",
        text: "A PIN or a staff card that nobody has was tried",
      },
    ],
  };
}

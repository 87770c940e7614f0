import { create } from "zustand";
import type { ReviewItem } from "#contract/booking/review-item.ts";
import type { ServiceState } from "#contract/maintenance/service-state.ts";
import type { StaffMember } from "#contract/staff/card-procedures.ts";
import type { StaffSignedIn } from "#contract/staff/staff-state.ts";
import type { Ticket } from "#contract/tickets/ticket.ts";
import type { Failure } from "../api/failures.ts";
import type { Printing } from "./visit.ts";

/** Where staff are: at the PIN pad, or at one of their screens. */
export type StaffPlace =
  | {
      readonly at:
        | "pin"
        | "home"
        | "tickets"
        | "number"
        | "review"
        | "kiosk"
        | "work"
        | "events"
        | "cards"
        | "help"
        | "helpOwn";
    }
  /** Several tickets were found; `from` is where back leads. */
  | { readonly at: "found"; readonly tickets: readonly Ticket[]; readonly from: StaffPlace }
  | { readonly at: "ticket"; readonly ticket: Ticket; readonly from: StaffPlace }
  | { readonly at: "entry"; readonly item: ReviewItem }
  | { readonly at: "card"; readonly member: StaffMember };

/** What a technician sets going at the kiosk. */
export type KioskAct = "testPrint" | "rollChanged" | "syncNow" | ServiceState | "restart" | "leave";

/** What became of it. A pull ends in words of its own: it failed at the central API, or takes long. */
export type KioskWork =
  | { readonly state: "idle" }
  | { readonly state: "working" | "done"; readonly act: KioskAct }
  | { readonly state: "failed"; readonly act: KioskAct; readonly failure: Failure }
  | { readonly state: "failed" | "notYet"; readonly act: "syncNow" };

/** What a technician does with somebody's staff card, and what became of it. */
export type CardWork =
  | { readonly state: "idle" | "waiting" | "enrolled" | "removing" | "removed" }
  | { readonly state: "failed"; readonly failure: Failure };

/** What the people at the counter see. It is wiped when their session ends. */
export type StaffState = {
  /** Null: the screens are the patients'. */
  readonly place: StaffPlace | null;
  readonly session: StaffSignedIn | null;
  /** A sign-in, or a search, is under way. */
  readonly isAsking: boolean;
  /** Why it brought nothing. */
  readonly refused: Failure | null;
  /** The ticket on the screen. */
  readonly printing: Printing;
  readonly kioskWork: KioskWork;
  readonly cardWork: CardWork;
};

const blank: StaffState = {
  place: null,
  session: null,
  isAsking: false,
  refused: null,
  printing: { state: "idle" },
  kioskWork: { state: "idle" },
  cardWork: { state: "idle" },
};

export const useStaff = create<StaffState>()(() => blank);

export const wipeStaff = (): void => useStaff.setState(blank, true);

/** The id of the staff session that this page has; null when it has none. */
export const staffNow = (): string | null => useStaff.getState().session?.id ?? null;

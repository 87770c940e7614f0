import { create } from "zustand";
import type { ReviewItem } from "#contract/booking/review-item.ts";
import type { PrinterStatus } from "#contract/printer/printer-status.ts";
import type { Worker } from "#contract/reception/procedures.ts";
import type { Ticket } from "#contract/tickets/ticket.ts";
import type { Failure } from "../api/failures.ts";

/** What is open beside the lists: a ticket, or an operation to settle. `kiosk` is where it is from. */
export type Opened =
  | { readonly kind: "ticket"; readonly kiosk: string; readonly ticket: Ticket }
  | { readonly kind: "entry"; readonly kiosk: string; readonly item: ReviewItem };

/** Where a ticket is printed: a kiosk's printer by its id, or this computer's. */
export const ownPrinter = "own";

/** What became of what was asked for last. */
type Outcome =
  | { readonly state: "idle" | "working" | "printed" | "settled" | "denied" }
  /** Somebody must say whether a ticket came out. */
  | { readonly state: "asked"; readonly status: PrinterStatus | null }
  | { readonly state: "failed"; readonly failure: Failure };

/** What the page shows. All of it but `phase` is wiped when the session ends. */
export type CounterState = {
  /** `starting`: it isn't known yet whether somebody has signed in. */
  readonly phase: "starting" | "signedOut" | "open";
  readonly worker: Worker | null;
  readonly isAsking: boolean;
  /** Why a sign-in, or a search, brought nothing. */
  readonly refused: Failure | null;
  readonly search: string;
  /** The number of a policy whose birth date is asked for; null where none is. */
  readonly policy: string | null;
  /** What a policy found, and the kiosk that was asked; until something else is searched for. */
  readonly ofPatient: { readonly kiosk: string; readonly tickets: readonly Ticket[] } | null;
  readonly opened: Opened | null;
  readonly outcome: Outcome;
  /** The picture that is being printed on this computer's printer: a data URL, and its paper's width in mm. */
  readonly paper: { readonly url: string; readonly widthMm: number } | null;
};

const blank: CounterState = {
  phase: "signedOut",
  worker: null,
  isAsking: false,
  refused: null,
  search: "",
  policy: null,
  ofPatient: null,
  opened: null,
  outcome: { state: "idle" },
  paper: null,
};

export const useCounterState = create<CounterState>()(() => ({ ...blank, phase: "starting" }));

export const wipeCounter = (): void => useCounterState.setState(blank, true);

import { create } from "zustand";
import type { ConsentVariant } from "#contract/consents/consent-text.ts";
import type { StepName } from "#contract/flow/steps.ts";
import type { NameInput, PersonInput } from "#contract/patients/person.ts";
import type { SignInMethod } from "#contract/patients/phone-sign-in.ts";
import type { PrinterStatus } from "#contract/printer/printer-status.ts";
import type { SessionEndReason } from "#contract/sessions/session-state.ts";
import type { Visit } from "#contract/visits/visit.ts";
import type { Failure } from "../api/failures.ts";
import type { Flow } from "../flow/index.ts";
import type { SignInForm } from "../screens/sign-in/form.ts";
import { wipeAccount } from "./cards.ts";
import { wipeQueries } from "./queries.ts";

/** Steps that ask where to come; the first of them offers the kiosk's own address. */
export const placeSteps = ["district", "area", "organization"] as const satisfies readonly StepName[];

/** How the booking of the chosen time stands. `checking`: the clinic's rules are asked before it goes on. */
export type Booking =
  | { readonly state: "idle" }
  | { readonly state: "checking" }
  | { readonly state: "sending" }
  | { readonly state: "failed"; readonly failure: Failure };

/** While it is, nothing that is touched may change the flow. */
export const isBusy = ({ state }: Booking): boolean => state === "checking" || state === "sending";

export const helpTopics = [
  "bring",
  "cancel",
  "policy",
  "gosuslugi",
  "child",
  "notFound",
  "emergency",
  "attach",
  "change",
  "service",
  "time",
  "consent",
  "contact",
] as const;
export type HelpTopic = (typeof helpTopics)[number];

export type Printing =
  | { readonly state: "idle" }
  | { readonly state: "printing" }
  | { readonly state: "printed" }
  /** Nobody knows whether it came out: the patient is asked. */
  | { readonly state: "asked"; readonly status: PrinterStatus }
  /** The patient said that it did not, or nobody took it and it was drawn back. */
  | { readonly state: "denied" | "retracted" }
  | { readonly state: "failed"; readonly failure: Failure };

/** A copy of the ticket by e-mail, which is offered once the visit is booked. */
type TicketCopy = "none" | "typing" | "sending" | "sent" | "failed";

/** What is being done with the visits that the patient already has. */
type VisitsPanel =
  | { readonly state: "list" }
  | { readonly state: "visit" | "asking" | "changing" | "cancelled"; readonly visit: Visit }
  | { readonly state: "failed"; readonly visit: Visit; readonly failure: Failure };

/** What one visitor sees and has chosen. It is wiped when the session ends. */
export type VisitState = {
  /** `unsettled`: the core went away while it was booking, and nobody has said yet how that ended. */
  readonly view: "welcome" | "flow" | "refused" | "unsettled" | "visits" | "account";
  /** What signing in leads to. */
  readonly wants: "book" | "visits" | "account";
  readonly visitsPanel: VisitsPanel;
  /** The visit that the flow looks for another time for; null while it books a new one. */
  readonly moving: Visit | null;
  /** The list of visits holds one alone, which was opened by itself: the list is passed over on the way back, too. */
  readonly isLoneVisit: boolean;
  readonly flow: Flow | null;
  readonly booking: Booking;
  readonly printing: Printing;
  readonly copy: TicketCopy;
  readonly askingToLeave: boolean;
  /** Help over whatever is there: its contents (null), or one of its pages; `from` is where it was opened. */
  readonly help: { readonly topic: HelpTopic | null; readonly from: HelpTopic | null } | null;
  /** The nearest times of all doctors, over the step that led there. */
  readonly nearest: boolean;
  /** What was chosen before another person is named: it isn't asked again behind that. */
  readonly resumes: boolean;
  /** The patient wants another place than the kiosk's own: the lists of places are shown instead of it. */
  readonly elsewhere: boolean;
  /** What was typed of the person whom the visit is for, for a way back or another visit. */
  readonly typedPerson: PersonInput | null;
  /** How the patient has chosen to sign in; null while that is left to the kiosk. */
  readonly signInWay: SignInMethod | null;
  /** The sign-in form as it was sent, for a way back to it. */
  readonly typedPolicy: SignInForm | null;
  /** The policy wasn't enough to be found by: the sign-in asks for the name. */
  readonly asksName: boolean;
  /** The name as it was sent there. */
  readonly typedName: NameInput | null;
  /** Why the visitor before this one was sent to the first screen, for a short text there. */
  readonly endedBy: SessionEndReason | null;
  /** Whose agreement was given that no longer holds: its text has changed, or another person has been named since. */
  readonly outdatedConsent: ConsentVariant | null;
  /** The visit whose ticket was held to the scanner: opened as soon as its patient has signed in. */
  readonly wantedVisit: string | null;
  /** Read by the scanner just now, for the sign-in form to take; a plain number brings no birth date. */
  readonly scanned: { readonly number: string; readonly birthDate: string | null } | null;
};

const blank: VisitState = {
  view: "welcome",
  wants: "book",
  visitsPanel: { state: "list" },
  moving: null,
  isLoneVisit: false,
  flow: null,
  booking: { state: "idle" },
  printing: { state: "idle" },
  copy: "none",
  askingToLeave: false,
  help: null,
  nearest: false,
  resumes: false,
  elsewhere: false,
  typedPerson: null,
  signInWay: null,
  typedPolicy: null,
  asksName: false,
  typedName: null,
  endedBy: null,
  outdatedConsent: null,
  wantedVisit: null,
  scanned: null,
};

export const useVisit = create<VisitState>()(() => blank);

/** Forgets everything about the visitor and shows the first screen. */
export function wipeVisit(endedBy: SessionEndReason | null = null): void {
  useVisit.setState({ ...blank, endedBy }, true);
  wipeAccount();
  wipeQueries();
}

/** The flow, on screens that are shown only while there is one. */
export function useFlow(): Flow {
  const flow = useVisit((state) => state.flow);
  if (flow === null) throw new Error("a step was shown outside the flow");
  return flow;
}

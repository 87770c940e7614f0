import type { PhoneChoice } from "#contract/booking/phone-choice.ts";
import type { ConsentText } from "#contract/consents/consent-text.ts";
import type { Choice, Way, Who } from "#contract/flow/steps.ts";
import type { Branch, Doctor, Organization, Service } from "#contract/schedules/catalog.ts";
import type { PatientView } from "#contract/sessions/patient-view.ts";
import type { Ticket } from "#contract/tickets/ticket.ts";

export type ChosenDoctor = Pick<Doctor, "scheduleId" | "name" | "shortName" | "position" | "room">;
export type ChosenSlot = { readonly slotId: string; readonly time: string };
type GivenConsent = Pick<ConsentText, "language" | "hash" | "variant">;
/** A district or a kind of clinic. An empty name stands for clinics that tell none. */
export type NamedArea = { readonly by: "district" | "kind"; readonly name: string };
/** Where clinics are looked for. */
export type ChosenArea = NamedArea | { readonly by: "everywhere" };
/** Where a copy of the ticket goes; empty where none is wanted. */
type ChosenEmail = { readonly address: string };

/** What the flow knows once each choice has been made. */
type ChoiceValues = {
  readonly who: Who;
  readonly way: Way;
  readonly patient: PatientView;
  readonly subject: PatientView;
  readonly area: ChosenArea;
  readonly organization: Organization;
  readonly branch: Branch;
  readonly service: Service;
  readonly doctor: ChosenDoctor;
  readonly date: string;
  readonly slot: ChosenSlot;
  readonly consent: GivenConsent;
  readonly email: ChosenEmail;
  readonly phone: PhoneChoice;
  readonly promise: true;
  readonly visit: Ticket;
};
export type Choices = { readonly [C in Choice]?: ChoiceValues[C] };

/** By what two values of a choice are told apart: the same clinic with a newer address is the same clinic. */
export function identityOf(choice: Choice, choices: Choices): string | undefined {
  switch (choice) {
    case "organization":
    case "branch":
    case "service":
      return choices[choice]?.id;
    case "doctor":
      return choices.doctor?.scheduleId;
    case "slot":
      return choices.slot?.slotId;
    case "visit":
      return choices.visit?.visitId;
    case "who":
    case "way":
    case "date":
      return choices[choice];
    case "consent":
      return choices.consent?.hash;
    case "patient":
    case "subject":
    case "area":
    case "email":
    case "phone":
    case "promise":
      return choices[choice] && JSON.stringify(choices[choice]);
  }
}

/**
 * What a choice rests on beyond what its step needs (contract/flow/steps.ts), where that is asked before it: an answer
 * given for one person, or found among one district's clinics, is none for another.
 */
export const restsOn: Readonly<Partial<Record<Choice, readonly Choice[]>>> = {
  way: ["who"],
  subject: ["who"],
  area: ["way"],
  organization: ["way", "area"],
  consent: ["who", "subject"],
  phone: ["who", "patient", "subject"],
};

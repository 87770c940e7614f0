import type {
  Branch,
  ConsentText,
  Doctor,
  Organization,
  PatientView,
  PhoneChoice,
  Service,
  Ticket,
} from "#contract/domain.ts";
import type { Choice } from "#contract/flow.ts";

export type ChosenDoctor = Pick<Doctor, "scheduleId" | "name" | "shortName" | "position" | "room">;
export type ChosenSlot = { readonly slotId: string; readonly time: string };
export type GivenConsent = Pick<ConsentText, "language" | "hash">;

/** What the flow knows once each choice has been made. */
export type ChoiceValues = {
  readonly patient: PatientView;
  readonly organization: Organization;
  readonly branch: Branch;
  readonly service: Service;
  readonly doctor: ChosenDoctor;
  readonly date: string;
  readonly slot: ChosenSlot;
  readonly consent: GivenConsent;
  readonly phone: PhoneChoice;
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
    case "date":
      return choices.date;
    case "consent":
      return choices.consent?.hash;
    case "patient":
    case "phone":
      return choices[choice] && JSON.stringify(choices[choice]);
  }
}

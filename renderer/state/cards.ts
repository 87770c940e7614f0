import { create } from "zustand";
import type { Card, CardOffer } from "#contract/patients/cards.ts";
import type { Message } from "#contract/patients/message.ts";
import type { Failure } from "../api/failures.ts";
import type { CardForm } from "./cards-form.ts";

const cardTabs = ["attachments", "visits"] as const;
export type CardTab = (typeof cardTabs)[number];

/** What is asked of the central API at this moment: there is nothing to touch meanwhile. */
export type CardWork = "adding" | "changing" | "removing" | "choosing";

/** Where a patient is among the cards and messages. */
export type AccountPlace =
  | { readonly at: "cards" | "messages" | "offers" | "whom" | "self" | "refused" }
  | { readonly at: "message"; readonly message: Message }
  | { readonly at: "card"; readonly card: Card; readonly tab: CardTab }
  | { readonly at: "offered"; readonly offer: CardOffer }
  | { readonly at: "form"; readonly form: CardForm }
  | { readonly at: "added"; readonly card: Card }
  /** `back`: the place that the patient comes back to, with all that was typed there. */
  | {
      readonly at: "failed";
      readonly work: CardWork;
      readonly failure: Failure;
      readonly back: AccountPlace;
    };

export type AccountState = {
  readonly place: AccountPlace;
  readonly work: CardWork | null;
  /** The card that is to be deleted, while that is asked. */
  readonly removing: Card | null;
  /** What was just done, said over the list. */
  readonly news: "changed" | "removed" | null;
  /** The card whose visits are looked at and changed; null while they are the patient's own. */
  readonly visitsOf: Card | null;
  /** The card of the person whom the visit is for. */
  readonly chosen: Card | null;
};

const blank: AccountState = {
  place: { at: "cards" },
  work: null,
  removing: null,
  news: null,
  visitsOf: null,
  chosen: null,
};

export const useAccount = create<AccountState>()(() => blank);

/** Forgets the cards, and all that was typed for them. */
export function wipeAccount(): void {
  useAccount.setState(blank, true);
}

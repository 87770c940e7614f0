import type { AccountPlace } from "./cards.ts";
import { goBack } from "./cards-typing.ts";

/** Where one step back leads among the cards; null where the cards themselves are left. */
export function placeBefore(place: AccountPlace): AccountPlace | null {
  switch (place.at) {
    case "cards":
    case "messages":
      return null;
    case "message":
      return { at: "messages" };
    case "card":
    case "whom":
    case "offers":
    case "offered":
    case "added":
    case "refused":
      return { at: "cards" };
    case "self":
      return { at: "whom" };
    case "failed":
      return place.back;
    case "form": {
      const form = goBack(place.form);
      if (form) return { at: "form", form };
      if (place.form.card) return { at: "card", card: place.form.card, tab: "attachments" };
      return { at: place.form.offer ? "cards" : "whom" };
    }
  }
}

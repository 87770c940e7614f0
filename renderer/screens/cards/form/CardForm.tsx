import type { CardForm as Form } from "../../../state/cards-form.ts";
import { AgreementPage } from "./AgreementPage.tsx";
import { BirthPage } from "./BirthPage.tsx";
import { CheckPage } from "./CheckPage.tsx";
import { NamePage } from "./NamePage.tsx";
import { NumbersPage } from "./NumbersPage.tsx";
import { PhonePage } from "./PhonePage.tsx";

/** A card being typed, one question a screen. */
export function CardForm({ form }: { readonly form: Form }) {
  switch (form.page) {
    case "name":
      return <NamePage form={form} />;
    case "birth":
      return <BirthPage form={form} />;
    case "numbers":
      return <NumbersPage form={form} />;
    case "phone":
      return <PhonePage form={form} />;
    case "check":
      return <CheckPage form={form} />;
    case "agreement":
      return <AgreementPage form={form} />;
  }
}

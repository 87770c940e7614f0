import { PhoneOff } from "lucide-react";
import { EntryField } from "../../../components/EntryField.tsx";
import { Key } from "../../../components/Key.tsx";
import { Keypad } from "../../../components/Keypad.tsx";
import { grouped, readableEnds } from "../../../format/numbers.ts";
import { useCore } from "../../../hooks/core.ts";
import { useToday } from "../../../hooks/useToday.ts";
import { useTexts } from "../../../i18n/index.ts";
import { type CardForm, knownNumbers } from "../../../state/cards-form.ts";
import { goOn, setNoPhone } from "../../../state/cards-typing.ts";
import { FormLayout } from "./FormLayout.tsx";
import { useFormPage } from "./use-form-page.ts";

const groups = [3, 3, 2, 2] as const;
const length = 10;

/** A phone to be reached by, where there is one. */
export function PhonePage({ form }: { readonly form: CardForm }) {
  const { t } = useTexts();
  const { act } = useCore();
  const today = useToday();
  const { keys, field, next } = useFormPage(form);
  const { phone } = form.typed;
  const kept = form.noPhone ? "" : knownNumbers(form).phone;
  return (
    <FormLayout
      form={form}
      title={t("cards.form.phone.title")}
      sub={t(kept ? "cards.form.phone.kept" : "cards.form.phone.sub", { phone: kept })}
      onNext={next}
      aside={<Keypad {...keys} />}
    >
      <EntryField
        label={t("cards.field.phone")}
        prefix="+7"
        value={grouped(phone, groups)}
        rest={grouped(phone + "•".repeat(length - phone.length), groups).slice(grouped(phone, groups).length)}
        readable={readableEnds.phone}
        {...field("phone")}
      />
      <Key icon={PhoneOff} onPress={() => act.fill((form) => goOn(setNoPhone(form), today))}>
        {t("cards.form.phone.none")}
      </Key>
    </FormLayout>
  );
}

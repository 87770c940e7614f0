import { sexes } from "#contract/patients/person.ts";
import { EntryField } from "../../../components/EntryField.tsx";
import { Keypad } from "../../../components/Keypad.tsx";
import { RadioKeys } from "../../../components/RadioKeys.tsx";
import { grouped, readableEnds, restOfDate } from "../../../format/numbers.ts";
import { useCore } from "../../../hooks/core.ts";
import { useTexts } from "../../../i18n/index.ts";
import type { CardForm } from "../../../state/cards-form.ts";
import { chooseSex } from "../../../state/cards-typing.ts";
import { FormLayout } from "./FormLayout.tsx";
import { useFormPage } from "./use-form-page.ts";

/** Birth date and sex. */
export function BirthPage({ form }: { readonly form: CardForm }) {
  const { t } = useTexts();
  const { act } = useCore();
  const { keys, field, errorOf, next } = useFormPage(form);
  const { birthDate } = form.typed;
  return (
    <FormLayout
      form={form}
      title={t("cards.form.birth.title")}
      sub={t("cards.form.birth.sub")}
      onNext={next}
      aside={<Keypad {...keys} />}
    >
      <EntryField
        label={t("cards.field.birthDate")}
        value={grouped(birthDate, [2, 2, 4])}
        rest={restOfDate(birthDate, t("signIn.datePattern"))}
        readable={readableEnds.birthDate}
        {...field("birthDate")}
      />
      <RadioKeys
        label={t("cards.field.sex")}
        options={sexes.map((value) => ({ value, text: t(`cards.sex.${value}`) }))}
        chosen={form.sex}
        error={errorOf("sex")}
        onChoose={(sex) => act.fill((form) => chooseSex(form, sex))}
      />
    </FormLayout>
  );
}

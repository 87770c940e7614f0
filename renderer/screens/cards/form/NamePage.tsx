import { useMemo } from "react";
import { nameFields } from "#contract/patients/person.ts";
import { EntryField } from "../../../components/EntryField.tsx";
import { Keyboard } from "../../../components/Keyboard.tsx";
import { nameRows } from "../../../components/keyboard-keys.ts";
import { Tick } from "../../../components/Tick.tsx";
import { useCore } from "../../../hooks/core.ts";
import { useTexts } from "../../../i18n/index.ts";
import type { CardForm } from "../../../state/cards-form.ts";
import { setNoPatronymic } from "../../../state/cards-typing.ts";
import "../../person/person.css";
import { FormLayout } from "./FormLayout.tsx";
import { useFormPage } from "./use-form-page.ts";

/** Family name, given name, and patronymic where there is one. */
export function NamePage({ form }: { readonly form: CardForm }) {
  const { t } = useTexts();
  const { act } = useCore();
  const { keys, field, next } = useFormPage(form);
  const rows = useMemo(() => nameRows(t("keyboard.nameRows")), [t]);
  const shown = form.noPatronymic ? nameFields.slice(0, 2) : nameFields;
  return (
    <FormLayout
      form={form}
      title={t(`cards.form.name.${form.relation}`)}
      sub={t("cards.form.name.sub")}
      onNext={next}
      under
      aside={<Keyboard {...keys} rows={rows} typed={typedInName} />}
    >
      <div className="person-fields card-names">
        {shown.map((name) => (
          <EntryField
            key={name}
            compact
            label={t(`cards.field.${name}`)}
            value={form.typed[name]}
            rest=""
            {...field(name)}
          />
        ))}
        <Tick
          checked={form.noPatronymic}
          onChange={(none) => act.fill((form) => setNoPatronymic(form, none))}
        >
          {t("cards.form.name.noPatronymic")}
        </Tick>
      </div>
    </FormLayout>
  );
}

/** A keyboard that is plugged in: one character, whatever its layout; the form knows which have a place. */
const typedInName = ({ key }: KeyboardEvent): string | null => ([...key].length === 1 ? key : null);

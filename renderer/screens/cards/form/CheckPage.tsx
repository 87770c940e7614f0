import { Cake, CreditCard, Phone, UserRound } from "lucide-react";
import { parseBirthDate } from "#contract/patients/birth-date.ts";
import { nameFields, parseName } from "#contract/patients/person.ts";
import { Row } from "../../../components/Row.tsx";
import { digitsDay } from "../../../format/dates.ts";
import { grouped } from "../../../format/numbers.ts";
import { useCore } from "../../../hooks/core.ts";
import { useToday } from "../../../hooks/useToday.ts";
import { useTexts } from "../../../i18n/index.ts";
import { type CardForm, type FormPage, knownNumbers } from "../../../state/cards-form.ts";
import { turnTo } from "../../../state/cards-typing.ts";
import { FormLayout } from "./FormLayout.tsx";
import { useFormPage } from "./use-form-page.ts";

/** All that was typed, to be looked through; a touch on a line mends it. */
export function CheckPage({ form }: { readonly form: CardForm }) {
  const { t } = useTexts();
  const { act } = useCore();
  const today = useToday();
  const { next } = useFormPage(form);
  const lines = useLines(form, today);
  return (
    <FormLayout
      form={form}
      title={t(form.card ? "cards.form.check.change" : "cards.form.check.title")}
      sub={t(form.offer ? "cards.offer.check" : "cards.form.check.sub")}
      onNext={form.card ? () => void act.saveCard(form, today) : next}
      {...(form.card ? { nextText: t("cards.form.check.save") } : {})}
    >
      <div className="card-check two">
        {lines.map(({ page, icon: Icon, label, value }) => (
          <Row
            key={page}
            badge={<Icon />}
            title={value || t("cards.notGiven")}
            lines={label}
            side={<span className="card-mend">{t("cards.form.check.mend")}</span>}
            onPress={() => act.fill((form) => turnTo(form, page))}
          />
        ))}
      </div>
    </FormLayout>
  );
}

type Line = {
  readonly page: FormPage;
  readonly icon: typeof Cake;
  readonly label: string;
  readonly value: string;
};

function useLines(form: CardForm, today: string): readonly Line[] {
  const { typed, sex, noPhone } = form;
  const known = knownNumbers(form);
  const { t, language } = useTexts();
  const names = nameFields.map((field) => {
    const name = parseName(field, typed[field]);
    return name.ok ? name.value : typed[field];
  });
  const born = parseBirthDate(typed.birthDate, today);
  const policy = [typed.series, grouped(typed.number, [4, 4, 4, 4])].filter(Boolean).join(" ");
  const numbers = [
    policy || known.policy,
    grouped(typed.snils, [3, 3, 3, 2]) || (known.snils && `${t("cards.field.snils")} ${known.snils}`),
  ];
  return [
    { page: "name", icon: UserRound, label: t("cards.form.check.name"), value: words(names, " ") },
    {
      page: "birth",
      icon: Cake,
      label: t("cards.form.check.birth"),
      value: words([born.ok && digitsDay(born.value, language), sex && t(`cards.sex.${sex}`)], ", "),
    },
    { page: "numbers", icon: CreditCard, label: t("cards.form.check.numbers"), value: words(numbers, ", ") },
    {
      page: "phone",
      icon: Phone,
      label: t("cards.field.phone"),
      value: typed.phone ? `+7 ${grouped(typed.phone, [3, 3, 2, 2])}` : noPhone ? "" : known.phone,
    },
  ];
}

const words = (parts: readonly (string | false | null | undefined)[], between: string): string =>
  parts.filter(Boolean).join(between);

import type { ConsentVariant } from "#contract/consents/consent-text.ts";
import { parseBirthDate } from "#contract/patients/birth-date.ts";
import { StepLayout } from "../../../app/StepLayout.tsx";
import { yearsBetween } from "../../../format/dates.ts";
import { useCore } from "../../../hooks/core.ts";
import { useToday } from "../../../hooks/useToday.ts";
import { useTexts } from "../../../i18n/index.ts";
import type { CardForm } from "../../../state/cards-form.ts";
import { Agreement } from "../Agreement.tsx";

const ageOfMajority = 18;

/** The agreement, worded for a child where the person is one. */
export function AgreementPage({ form }: { readonly form: CardForm }) {
  const { t } = useTexts();
  const { act } = useCore();
  const today = useToday();
  const born = parseBirthDate(form.typed.birthDate, today);
  const child = born.ok && yearsBetween(born.value, today) < ageOfMajority;
  const variant: ConsentVariant = child ? "child" : "other";
  return (
    <StepLayout title={t("consent.title")} sub={t("cards.form.agreement")} facts={false}>
      <Agreement variant={variant} onYes={(agreed) => void act.addCard(form, agreed)} />
    </StepLayout>
  );
}

import { type StepName, stepRules } from "#contract/flow/steps.ts";
import type { Choices } from "../flow/index.ts";
import { longDay } from "../format/dates.ts";
import { serviceLine } from "../format/services.ts";
import { useTexts } from "../i18n/index.ts";
import type { Language } from "../i18n/languages.ts";
import type { Texts } from "../i18n/messages.ts";
import { useFlow } from "../state/visit.ts";
import "./path-facts.css";

type Fact = { readonly step: StepName; readonly label: string; readonly value: string };

/** What has been chosen so far, from the steps before the present one. */
export function PathFacts() {
  const { t, language } = useTexts();
  const flow = useFlow();
  const before = flow.order.slice(0, flow.order.indexOf(flow.at));
  const facts = before
    .filter((step) => stepRules[step].yields in flow.choices)
    .map((step) => factOf(step, flow.choices, t, language))
    .filter((fact) => fact !== null);
  if (facts.length === 0) return null;
  return (
    <dl className="path" aria-label={t("path.label")}>
      {facts.map(({ step, label, value }) => (
        <div key={step} className={`path-${step}`}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function factOf(step: StepName, choices: Choices, t: Texts, language: Language): Fact | null {
  const fact = (label: string, value: string | undefined): Fact | null =>
    value ? { step, label, value } : null;
  const { doctor, date, slot } = choices;
  switch (step) {
    case "organization":
      return fact(t("path.organization"), choices.organization?.name);
    case "branch":
      return choices.branch?.name === choices.organization?.name
        ? null
        : fact(t("path.branch"), choices.branch?.name);
    case "service":
      return fact(t("path.service"), choices.service && serviceLine(choices.service, t, language));
    case "doctor":
      return fact(
        t("path.doctor"),
        doctor && [doctor.name, doctor.room && t("room", { room: doctor.room })].filter(Boolean).join(", "),
      );
    case "date":
      return fact(t("path.date"), date && longDay(date, language));
    case "time":
      return fact(t("path.time"), slot?.time);
    default:
      return null;
  }
}

import { useTexts } from "../../i18n/index.ts";
import { useInfo } from "../../state/kiosk.ts";
import { howSteps } from "./how-steps.ts";
import "./how-it-works.css";

/** The three things that will happen, so that nobody starts without what they will be asked for. */
export function HowItWorks() {
  const { t } = useTexts();
  const steps = howSteps(useInfo(), t);
  return (
    <section className="how" aria-label={t("how.label")}>
      <h2>{t("how.label")}</h2>
      <ol>
        {steps.map(({ Icon, title, text }, place) => (
          <li key={title}>
            <span className="how-icon" aria-hidden>
              <Icon strokeWidth={1.7} />
              <i>{place + 1}</i>
            </span>
            <b>{title}</b>
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

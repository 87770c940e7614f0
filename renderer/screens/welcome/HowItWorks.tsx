import { CalendarClock, IdCard, Ticket } from "lucide-react";
import { useTexts } from "../../i18n/index.ts";
import { useInfo } from "../../state/kiosk.ts";
import "./how-it-works.css";

const steps = [
  { name: "policy", Icon: IdCard },
  { name: "doctor", Icon: CalendarClock },
  { name: "ticket", Icon: Ticket },
] as const;

/** The three things that will happen, so that nobody starts without the policy at hand. */
export function HowItWorks() {
  const { t } = useTexts();
  const { scanner } = useInfo();
  return (
    <section className="how" aria-label={t("how.label")}>
      <h2>{t("how.label")}</h2>
      <ol>
        {steps.map(({ name, Icon }, place) => (
          <li key={name}>
            <span className="how-icon" aria-hidden>
              <Icon strokeWidth={1.7} />
              <i>{place + 1}</i>
            </span>
            <b>{t(`how.${name}.title`)}</b>
            <span>
              {t(name === "policy" && scanner === "serial" ? "how.policy.scan" : `how.${name}.text`)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

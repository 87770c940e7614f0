import { CalendarClock, IdCard, Ticket, UserRound } from "lucide-react";
import { useTexts } from "../../i18n/index.ts";
import { useInfo } from "../../state/kiosk.ts";
import { asksFirst, namedBy } from "./named-by.ts";
import "./how-it-works.css";

/** The three things that will happen, so that nobody starts without what they will be asked for. */
export function HowItWorks() {
  const { t } = useTexts();
  const { flow, scanner } = useInfo();
  const by = namedBy(flow);
  const who = {
    Icon: by === "policy" ? IdCard : UserRound,
    title: t(`how.who.title.${by}`),
    text: t(by === "policy" && scanner === "serial" ? "how.who.scan" : `how.who.${by}`),
  };
  const doctor = { Icon: CalendarClock, title: t("how.doctor.title"), text: t("how.doctor.text") };
  const ticket = { Icon: Ticket, title: t("how.ticket.title"), text: t("how.ticket.text") };
  const steps = asksFirst(flow) ? [who, doctor, ticket] : [doctor, who, ticket];
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

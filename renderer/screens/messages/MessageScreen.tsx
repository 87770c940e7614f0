import type { Message } from "#contract/patients/message.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { TextPages } from "../../components/TextPages.tsx";
import { longDay } from "../../format/dates.ts";
import { glued } from "../../format/glue.ts";
import { useTexts } from "../../i18n/index.ts";
import "./messages.css";

/** One message, whole. */
export function MessageScreen({ message }: { readonly message: Message }) {
  const { t, language } = useTexts();
  const { from, about, text, sent } = message;
  const when = t("visits.when", { day: longDay(sent.date, language), time: sent.time });
  return (
    <StepLayout
      title={from}
      sub={about ? glued(`${when} · ${t("messages.about", { name: about })}`) : when}
      facts={false}
    >
      <div className="message">
        <TextPages paragraphs={[text]} />
      </div>
    </StepLayout>
  );
}

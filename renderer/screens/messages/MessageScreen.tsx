import { List } from "lucide-react";
import type { Message } from "#contract/patients/message.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { Key } from "../../components/Key.tsx";
import { TextPages } from "../../components/TextPages.tsx";
import { longDay } from "../../format/dates.ts";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import "./messages.css";

/** One message, whole. */
export function MessageScreen({ message }: { readonly message: Message }) {
  const { t, language } = useTexts();
  const { act } = useCore();
  const { from, about, text, sent } = message;
  const when = t("visits.when", { day: longDay(sent.date, language), time: sent.time });
  return (
    <StepLayout
      title={from}
      sub={about ? `${when} · ${t("messages.about", { name: about })}` : when}
      facts={false}
      action={
        <Key icon={List} onPress={act.toMessages}>
          {t("messages.toList")}
        </Key>
      }
    >
      <div className="message">
        <TextPages paragraphs={[text]} />
      </div>
    </StepLayout>
  );
}

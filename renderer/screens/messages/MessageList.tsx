import { useQuery } from "@tanstack/react-query";
import { Mail, MailOpen } from "lucide-react";
import type { Message } from "#contract/patients/message.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { CentralList } from "../../components/CentralList.tsx";
import { PagedList } from "../../components/PagedList.tsx";
import { Row } from "../../components/Row.tsx";
import { dayAndMonth } from "../../format/dates.ts";
import { useCore } from "../../hooks/core.ts";
import { useQueryState } from "../../hooks/useQueryState.ts";
import { useToday } from "../../hooks/useToday.ts";
import { useTexts } from "../../i18n/index.ts";
import { AccountTabs } from "../cards/AccountTabs.tsx";
import "./messages.css";

/** What clinics wrote to the patient and to those on their cards, the newest first. */
export function MessageList() {
  const { t } = useTexts();
  const { orpc } = useCore();
  const query = useQuery(orpc.cards.messages.queryOptions({ input: {} }));
  const messages = useQueryState(query);
  return (
    <StepLayout title={t("messages.title")} sub={t("messages.sub")} facts={false}>
      <AccountTabs chosen="messages" />
      <CentralList list={messages} onAgain={query.refetch} empty={<NoMessages />}>
        {(messages) => (
          <PagedList
            label={t("messages.title")}
            items={messages}
            keyOf={({ id }) => id}
            oneColumn
            rowUnits={{ tall: 13.6, wide: 10 }}
            render={(message) => <MessageRow message={message} />}
          />
        )}
      </CentralList>
    </StepLayout>
  );
}

function NoMessages() {
  const { t } = useTexts();
  return (
    <div className="messages-none" role="status">
      <MailOpen aria-hidden />
      <h2>{t("messages.none")}</h2>
      <p>{t("messages.noneText")}</p>
    </div>
  );
}

function MessageRow({ message }: { readonly message: Message }) {
  const { t, language } = useTexts();
  const { act } = useCore();
  const { from, about, text, sent } = message;
  const today = sent.date === useToday();
  return (
    <Row
      badge={<Mail />}
      title={from}
      lines={
        <>
          {about && <span>{about}</span>}
          <span>{firstWords(text)}</span>
        </>
      }
      side={
        <span className="message-when">
          <span>{today ? t("day.today") : dayAndMonth(sent.date, language)}</span>
          <span>{sent.time}</span>
        </span>
      }
      onPress={() => act.openMessage(message)}
    />
  );
}

const previewLength = 64;

/** How a text begins, whole words of it. */
function firstWords(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= previewLength) return line;
  return `${line.slice(0, line.lastIndexOf(" ", previewLength) + 1 || previewLength).trim()}…`;
}

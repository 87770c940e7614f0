import { BadgeHelp, CalendarX2, FileText, HousePlus, type LucideIcon, Repeat, Siren } from "lucide-react";
import { StepLayout } from "../../app/StepLayout.tsx";
import { AskReception } from "../../components/AskReception.tsx";
import { Notice } from "../../components/Notice.tsx";
import { PagedList } from "../../components/PagedList.tsx";
import { Row } from "../../components/Row.tsx";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { useInfo } from "../../state/kiosk.ts";
import { type HelpTopic, helpTopics } from "../../state/visit.ts";
import "./help.css";

const icons: Readonly<Record<HelpTopic, LucideIcon>> = {
  attach: HousePlus,
  change: Repeat,
  bring: FileText,
  cancel: CalendarX2,
  notFound: BadgeHelp,
  emergency: Siren,
};

const emergencyNumbers = ["103", "112"] as const;

/** Answers to what patients ask most: a list of questions, and a page for each. */
export function HelpView({ topic }: { readonly topic: HelpTopic | null }) {
  return topic === null ? <Topics /> : <Topic topic={topic} />;
}

function Topics() {
  const { t } = useTexts();
  const { act } = useCore();
  return (
    <StepLayout title={t("help.title")} sub={t("help.sub")} facts={false}>
      <PagedList
        label={t("help.title")}
        items={helpTopics}
        keyOf={(topic) => topic}
        render={(topic) => {
          const Icon = icons[topic];
          return (
            <Row
              badge={<Icon />}
              title={t(`help.topic.${topic}.title`)}
              lines={t(`help.topic.${topic}.short`)}
              onPress={() => act.turnHelp(topic)}
            />
          );
        }}
      />
    </StepLayout>
  );
}

function Topic({ topic }: { readonly topic: HelpTopic }) {
  const { t } = useTexts();
  const { rules } = useInfo();
  const told = t(`help.topic.${topic}.points`, { returnObjects: true });
  const ahead = topic === "cancel" && rules.cancelAhead > 0;
  const points = ahead ? [...told, t("promise.ahead", { count: rules.cancelAhead })] : told;
  const Icon = icons[topic];
  return (
    <StepLayout title={t(`help.topic.${topic}.title`)} facts={false}>
      {topic === "emergency" && (
        <div className="help-numbers" aria-hidden>
          {emergencyNumbers.map((number) => (
            <b key={number}>{number}</b>
          ))}
        </div>
      )}
      <PagedList
        label={t(`help.topic.${topic}.title`)}
        items={points}
        keyOf={(point) => point}
        rowUnits={{ tall: 13, wide: 9 }}
        oneColumn
        render={(point) => (
          <p className="help-point">
            <b aria-hidden>{points.indexOf(point) + 1}</b>
            <span>{point}</span>
          </p>
        )}
      />
      <Notice icon={Icon} tone={topic === "emergency" ? "warn" : "info"}>
        <AskReception />
      </Notice>
    </StepLayout>
  );
}

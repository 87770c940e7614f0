import {
  BadgeHelp,
  CalendarClock,
  CalendarX2,
  Check,
  FileText,
  Handshake,
  HousePlus,
  IdCard,
  List,
  type LucideIcon,
  Phone,
  Repeat,
  Siren,
  Smartphone,
  Stethoscope,
  UsersRound,
} from "lucide-react";
import { StepLayout } from "../../app/StepLayout.tsx";
import { Key } from "../../components/Key.tsx";
import { Notice } from "../../components/Notice.tsx";
import { PagedList } from "../../components/PagedList.tsx";
import { Row } from "../../components/Row.tsx";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { useInfo } from "../../state/kiosk.ts";
import { type HelpTopic, helpTopics } from "../../state/visit.ts";
import "./help.css";

const icons: Readonly<Record<HelpTopic, LucideIcon>> = {
  policy: IdCard,
  gosuslugi: Smartphone,
  service: Stethoscope,
  time: CalendarClock,
  child: UsersRound,
  attach: HousePlus,
  change: Repeat,
  bring: FileText,
  cancel: CalendarX2,
  notFound: BadgeHelp,
  consent: Handshake,
  contact: Phone,
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
  const { lacks, signInMethods } = useInfo();
  // What a first and a next visit are is of no use where doctors are listed under their specialities.
  const useless: readonly HelpTopic[] = [
    ...(lacks.includes("services") ? (["service"] as const) : []),
    ...(signInMethods.includes("gosuslugi") ? [] : (["gosuslugi"] as const)),
  ];
  const topics = helpTopics.filter((topic) => !useless.includes(topic));
  return (
    <StepLayout title={t("help.title")} sub={t("help.sub")} facts={false} action={<CloseKey />}>
      <PagedList
        label={t("help.title")}
        items={topics}
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
      <Reception />
    </StepLayout>
  );
}

function Topic({ topic }: { readonly topic: HelpTopic }) {
  const { t } = useTexts();
  const { act } = useCore();
  const { rules, lacks } = useInfo();
  const told = t(`help.topic.${topic}.points`, { returnObjects: true });
  const ahead = topic === "cancel" && rules.cancelAhead > 0;
  const points = [
    ...told,
    ...(ahead ? [t("promise.ahead", { count: rules.cancelAhead })] : []),
    ...(topic === "consent" && lacks.includes("consents") ? [t("help.consentKept")] : []),
    ...(topic === "cancel" && lacks.includes("moves") ? [t("visits.cancelThenBook")] : []),
  ];
  return (
    <StepLayout title={t(`help.topic.${topic}.title`)} facts={false} action={<CloseKey />}>
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
            <b aria-hidden />
            <span>{point}</span>
          </p>
        )}
      />
      <div className="help-foot">
        <Reception />
        <Key icon={List} onPress={() => act.turnHelp(null)}>
          {t("help.all")}
        </Key>
      </div>
    </StepLayout>
  );
}

/** Leads back to what lies under the help, as it was. */
function CloseKey() {
  const { t } = useTexts();
  const { act } = useCore();
  return (
    <Key tone="primary" icon={Check} onPress={act.closeHelp}>
      {t("help.close")}
    </Key>
  );
}

/** Who helps when the screen doesn't: the phone in figures that are read from a step away. */
function Reception() {
  const { t } = useTexts();
  const { phone } = useInfo().clinic;
  if (!phone)
    return (
      <Notice icon={Phone} tone="info">
        {t("askReception")}
      </Notice>
    );
  return (
    <p className="help-reception" data-say>
      <span>{t("help.reception")}</span> <b>{phone}</b>
    </p>
  );
}

import { Building2, CalendarClock, CalendarDays, Clock, ListChecks, Stethoscope, Users } from "lucide-react";
import type { StepName } from "#contract/flow/steps.ts";
import type { BrokenRule } from "#contract/rules/broken-rule.ts";
import { FaceStep } from "../../app/FaceStep.tsx";
import { Joined } from "../../components/Joined.tsx";
import { Key } from "../../components/Key.tsx";
import { longDay } from "../../format/dates.ts";
import { glued } from "../../format/glue.ts";
import { serviceLine } from "../../format/services.ts";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { useAccount } from "../../state/cards.ts";
import { useFlow } from "../../state/visit.ts";
import { ChildKey, ChildText, childStepFor } from "./ChildKey.tsx";
import { ruleMessage } from "./rule-messages.ts";
import "./rules.css";

type Way = Extract<StepName, "card" | "organization" | "service" | "date" | "time"> | "visits";

/** What helps against each rule, the likeliest first. */
const ways: Readonly<Record<BrokenRule["rule"], readonly Way[]>> = {
  attachedOnly: ["service", "organization"],
  referral: ["service"],
  horizon: ["date"],
  sameDay: ["date"],
  tooYoung: ["service", "card"],
  tooOld: ["service", "card"],
  otherSex: ["service", "card"],
  sameSpecialist: ["visits", "service"],
  overlap: ["time", "visits"],
};
const icons = {
  card: Users,
  organization: Building2,
  service: Stethoscope,
  date: CalendarDays,
  time: Clock,
  visits: ListChecks,
} as const;

/** A rule of the clinic keeps the chosen visit from being booked here: which one, and what to do instead. */
export function RuleBroken({ broken }: { readonly broken: BrokenRule }) {
  const { t } = useTexts();
  const { act } = useCore();
  const flow = useFlow();
  const { icon, title, text } = ruleMessage(broken, t);
  const card = useAccount((state) => state.chosen);
  const { patient, subject } = flow.choices;
  // The visits of a person who was only named are nobody else's to see.
  const mayLook = patient !== undefined && (subject === undefined || subject === patient || card !== null);
  const toVisits = (): void =>
    subject && card ? act.toAccount({ at: "card", card, tab: "visits" }) : act.toList();
  const child = childStepFor(broken, flow);
  const open = ways[broken.rule].filter((way) =>
    way === "visits"
      ? mayLook
      : flow.order.includes(way) && !flow.autoSelected.has(way) && !(way === "card" && child !== null),
  );
  return (
    <FaceStep
      icon={icon}
      tone="warn"
      title={title}
      text={
        <>
          {child ? <ChildText step={child} /> : text}
          {"visit" in broken && <OtherVisit visit={broken.visit} />}
        </>
      }
      reception
    >
      {child && <ChildKey step={child} />}
      {open.map((way, place) => (
        <Key
          key={way}
          tone={place === 0 && !child ? "primary" : "plain"}
          icon={icons[way]}
          onPress={() => (way === "visits" ? toVisits() : act.goTo(way))}
        >
          {t(`rules.way.${way}`)}
        </Key>
      ))}
    </FaceStep>
  );
}

export function OtherVisit({ visit }: { readonly visit: Extract<BrokenRule, { visit: unknown }>["visit"] }) {
  const { t, language } = useTexts();
  return (
    <span className="rule-visit">
      <CalendarClock aria-hidden />
      <span>
        <b>{t("visits.when", { day: longDay(visit.date, language), time: visit.time })}</b>
        <Joined
          parts={[serviceLine(visit.service, t, language), visit.doctor]
            .filter((fact) => fact !== "")
            .map(glued)}
        />
      </span>
    </span>
  );
}

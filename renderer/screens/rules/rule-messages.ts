import {
  CalendarClock,
  CalendarX2,
  CircleUserRound,
  FileText,
  HousePlus,
  type LucideIcon,
  Users,
} from "lucide-react";
import { unreachable } from "#contract/base/result.ts";
import type { BrokenRule } from "#contract/rules/broken-rule.ts";
import type { Texts } from "../../i18n/messages.ts";

/** A rule in words: `short` stands on the row of a service that it closes, the rest on a face or in a dialog. */
export type RuleMessage = {
  readonly icon: LucideIcon;
  readonly short: string;
  readonly title: string;
  readonly text: string;
};

/** What a rule of the clinic means to the patient, and what one can do about it. */
export function ruleMessage(broken: BrokenRule, t: Texts): RuleMessage {
  const { rule } = broken;
  switch (rule) {
    case "attachedOnly":
      return messageOf(rule, HousePlus, t);
    case "referral":
      return messageOf(rule, FileText, t);
    case "horizon":
    case "sameDay":
      return messageOf(rule, CalendarX2, t);
    case "sameSpecialist":
    case "overlap":
      return messageOf(rule, CalendarClock, t);
    case "tooYoung":
    case "tooOld":
      return {
        icon: Users,
        short: t(`rules.${rule}.short`, { count: broken.age }),
        title: t(`rules.${rule}.title`, { count: broken.age }),
        text: t(`rules.${rule}.text`),
      };
    case "otherSex":
      return {
        icon: CircleUserRound,
        short: t(`rules.otherSex.short.${broken.sex}`),
        title: t(`rules.otherSex.title.${broken.sex}`),
        text: t("rules.otherSex.text"),
      };
    default:
      return unreachable(rule);
  }
}

const messageOf = (
  rule: Exclude<BrokenRule["rule"], "tooYoung" | "tooOld" | "otherSex">,
  icon: LucideIcon,
  t: Texts,
): RuleMessage => ({
  icon,
  short: t(`rules.${rule}.short`),
  title: t(`rules.${rule}.title`),
  text: t(`rules.${rule}.text`),
});

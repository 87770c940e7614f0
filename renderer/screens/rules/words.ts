import {
  CalendarClock,
  CalendarX2,
  CircleUserRound,
  FileText,
  HousePlus,
  type LucideIcon,
  Users,
} from "lucide-react";
import type { BrokenRule } from "#contract/domain.ts";
import { unreachable } from "#contract/result.ts";
import type { Texts } from "../../i18n/texts.ts";

/** A rule in words: `short` stands on the row of a service that it closes, the rest on a face or in a dialog. */
export type RuleWords = {
  readonly icon: LucideIcon;
  readonly short: string;
  readonly title: string;
  readonly text: string;
};

/** What a rule of the clinic means to the patient, and what one can do about it. */
export function ruleWords(broken: BrokenRule, t: Texts): RuleWords {
  const { rule } = broken;
  switch (rule) {
    case "attachedOnly":
      return wordsOf(rule, HousePlus, t);
    case "referral":
      return wordsOf(rule, FileText, t);
    case "horizon":
    case "sameDay":
      return wordsOf(rule, CalendarX2, t);
    case "sameSpecialist":
    case "overlap":
      return wordsOf(rule, CalendarClock, t);
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

const wordsOf = (
  rule: Exclude<BrokenRule["rule"], "tooYoung" | "tooOld" | "otherSex">,
  icon: LucideIcon,
  t: Texts,
): RuleWords => ({
  icon,
  short: t(`rules.${rule}.short`),
  title: t(`rules.${rule}.title`),
  text: t(`rules.${rule}.text`),
});

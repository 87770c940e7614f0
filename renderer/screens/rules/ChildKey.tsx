import { Baby } from "lucide-react";
import type { BrokenRule } from "#contract/rules/broken-rule.ts";
import type { Service } from "#contract/schedules/catalog.ts";
import { Key } from "../../components/Key.tsx";
import { childStep, type Flow } from "../../flow/index.ts";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { chooseMode, useModes } from "../../modes/index.ts";

/** From this age on one is no child to a doctor. */
const grownUp = 18;

/** How a child is named by whoever met a service for children and may have come with one; null where that helps nothing. */
export const childStepFor = (broken: BrokenRule, { order }: Flow): ReturnType<typeof childStep> =>
  broken.rule === "tooOld" && broken.age < grownUp ? childStep(order) : null;

type ChildKeyProps = {
  readonly step: NonNullable<ReturnType<typeof childStep>>;
  /** What was touched in a list. */
  readonly service?: Service;
};

/** Goes on for the child. The text size stays. */
export function ChildKey({ step, service }: ChildKeyProps) {
  const { t } = useTexts();
  const { act } = useCore();
  const goOn = (): void => {
    const { modes } = useModes.getState();
    void act.bookForChild(service);
    chooseMode(modes);
  };
  return (
    <Key tone="primary" icon={Baby} onPress={goOn}>
      {t(`rules.child.go.${step}`)}
    </Key>
  );
}

/** What the key leads to, in the place of what else one could do. */
export function ChildText({ step }: Pick<ChildKeyProps, "step">) {
  const { t } = useTexts();
  return (
    <>
      <b>{t("rules.child.title")}</b> {t(`rules.child.text.${step}`)}
    </>
  );
}

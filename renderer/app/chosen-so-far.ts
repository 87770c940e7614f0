import { type StepName, stepRules } from "#contract/flow/steps.ts";
import type { Clinic } from "#contract/kiosk/kiosk-info.ts";
import type { Flow } from "../flow/index.ts";
import { shortDay } from "../format/dates.ts";
import { glued } from "../format/glue.ts";
import { serviceLine } from "../format/services.ts";
import type { Language } from "../i18n/languages.ts";
import type { Texts } from "../i18n/messages.ts";

/**
 * What was chosen before the present step, as the parts of one sentence: «Стоматолог Комарова В. А., каб. 202», «пн, 30 ноября». The
 * clinic is named only where it isn't the one that the kiosk stands in. None where nothing was chosen.
 */
export function chosenSoFar(
  { order, at, choices }: Pick<Flow, "order" | "at" | "choices">,
  clinic: Clinic,
  t: Texts,
  language: Language,
): readonly string[] {
  const before = order.slice(0, order.indexOf(at));
  const isChosen = (step: StepName): boolean => before.includes(step) && stepRules[step].yields in choices;
  const { organization, branch, service, doctor, date, slot } = choices;
  const place = isChosen("branch") ? branch : isChosen("organization") ? organization : undefined;
  const isHere = organization?.name === clinic.name || place?.address === clinic.address;
  const room = doctor?.room && t("room", { room: doctor.room });
  const who = doctor && [doctor.position, doctor.shortName].filter(Boolean).join(" ");
  const when = date && shortDay(date, language);
  return [
    !isHere && place?.name,
    isChosen("doctor")
      ? [who, room].filter(Boolean).join(", ")
      : isChosen("service") && service && serviceLine(service, t, language),
    isChosen("date") && (isChosen("time") && slot ? `${when}, ${slot.time}` : when),
  ]
    .filter((part) => part !== false && part !== undefined && part !== "")
    .map((part) => glued(`${part}`));
}

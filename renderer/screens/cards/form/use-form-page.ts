import { useCallback } from "react";
import { useCore } from "../../../hooks/core.ts";
import { useToday } from "../../../hooks/useToday.ts";
import { useTexts } from "../../../i18n/index.ts";
import { faultsOn, isRight } from "../../../state/cards-faults.ts";
import type { CardForm, FormField, FormSpot } from "../../../state/cards-form.ts";
import { clear, erase, focus, focusNext, goOn, isLastField, type } from "../../../state/cards-typing.ts";

/** What every page of the form needs: its keys, its faults in words, and the way on. */
export function useFormPage(form: CardForm) {
  const { t } = useTexts();
  const { act } = useCore();
  const today = useToday();
  const faults = faultsOn(form, form.page, today, form.strict);

  const onType = useCallback((text: string) => act.fill((form) => type(form, text)), [act]);
  const onErase = useCallback(() => act.fill(erase), [act]);
  const onClear = useCallback(() => act.fill(clear), [act]);
  const next = useCallback(() => act.fill((form) => goOn(form, today)), [act, today]);
  const onEnter = useCallback(
    () => act.fill((form) => (isLastField(form) ? goOn(form, today) : focusNext(form))),
    [act, today],
  );

  const errorOf = (spot: FormSpot): string | null => {
    const fault = faults[spot];
    if (!fault) return null;
    if (fault === "NAME_EMPTY") return t(spot === "given" ? "faults.GIVEN_EMPTY" : "faults.FAMILY_EMPTY");
    if (fault === "POLICY_INCOMPLETE" && form.kind === "temporary") return t("faults.TEMPORARY_INCOMPLETE");
    return t(`faults.${fault}`);
  };
  /** What an {@link EntryField} of the form is given, but for its label and value. */
  const field = (name: FormField) => ({
    active: form.field === name,
    complete: form.field !== name && isRight(form, name, today),
    error: errorOf(name),
    onFocus: () => act.fill((form) => focus(form, name)),
  });

  return {
    keys: { onType, onErase, onClear, onEnter },
    errorOf,
    field,
    next,
  };
}

import { CircleAlert } from "lucide-react";
import { EntryField } from "../../../components/EntryField.tsx";
import { Keypad } from "../../../components/Keypad.tsx";
import { Notice } from "../../../components/Notice.tsx";
import { grouped, readableEnds } from "../../../format/numbers.ts";
import { useCore } from "../../../hooks/core.ts";
import { useTexts } from "../../../i18n/index.ts";
import { type CardForm, knownNumbers, lettersIn } from "../../../state/cards-form.ts";
import { chooseKind } from "../../../state/cards-typing.ts";
import { PolicyKinds } from "../../sign-in/PolicyKinds.tsx";
import { FormLayout } from "./FormLayout.tsx";
import { useFormPage } from "./use-form-page.ts";

const policyGroups = [4, 4, 4, 4] as const;
const snilsGroups = [3, 3, 3, 2] as const;
const dots = "•".repeat(16);

/** The numbers by which the register knows the person: a policy of any form, the СНИЛС, or both. */
export function NumbersPage({ form }: { readonly form: CardForm }) {
  const { t } = useTexts();
  const { act } = useCore();
  const { keys, field, errorOf, next } = useFormPage(form);
  const { kind } = form;
  const { series, number, snils } = form.typed;
  const together = errorOf("numbers");
  const { policy, snils: known } = knownNumbers(form);
  const kept = [policy, known].filter(Boolean).join(", ");
  return (
    <FormLayout
      form={form}
      title={t("cards.form.numbers.title")}
      sub={kept ? t("cards.form.numbers.kept", { numbers: kept }) : t("cards.form.numbers.sub")}
      onNext={next}
      aside={<Keypad {...keys} letters={lettersIn(form, form.field) === "too"} />}
    >
      <PolicyKinds chosen={kind} onChoose={(kind) => act.fill((form) => chooseKind(form, kind))} />
      <div className={kind === "old" ? "policy-fields two" : "policy-fields"}>
        {kind === "old" && (
          <EntryField label={t("signIn.series")} value={series} rest="" {...field("series")} />
        )}
        <EntryField
          label={t(`signIn.number.${kind}`)}
          value={kind === "unified" ? grouped(number, policyGroups) : number}
          rest={kind === "old" ? "" : restOf(number, kind === "unified" ? 16 : 9, policyGroups, kind)}
          readable={readableEnds[kind]}
          {...field("number")}
        />
      </div>
      <EntryField
        label={t("cards.form.numbers.snils")}
        value={grouped(snils, snilsGroups)}
        rest={restOf(snils, 11, snilsGroups, "snils")}
        readable={readableEnds.snils}
        {...field("snils")}
      />
      {together && (
        <Notice icon={CircleAlert} tone="danger" live>
          {together}
        </Notice>
      )}
    </FormLayout>
  );
}

/** Dots for the digits that are still to come, in the groups of the whole. */
function restOf(
  typed: string,
  length: number,
  groups: readonly number[],
  kind: "unified" | "temporary" | "snils",
): string {
  const rest = dots.slice(0, Math.max(0, length - typed.length));
  if (kind === "temporary") return rest;
  return grouped(typed + rest, groups).slice(grouped(typed, groups).length);
}

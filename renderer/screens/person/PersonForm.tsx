import { Smartphone } from "lucide-react";
import { ChildHint } from "../../components/ChildHint.tsx";
import { Key } from "../../components/Key.tsx";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { useFlow, useVisit } from "../../state/visit.ts";
import { personFields } from "./form.ts";
import { PersonEntry } from "./PersonEntry.tsx";

/** Who comes to the visit, as it stands on the policy; whoever has an account need not type it. */
export function PersonForm({ offersPhone }: { readonly offersPhone: boolean }) {
  const { t } = useTexts();
  const { act } = useCore();
  const { order, choices } = useFlow();
  return (
    <PersonEntry
      fields={personFields}
      typed={useVisit.getState().typedPerson}
      title={t(choices.who === "other" ? "person.titleOther" : "person.title")}
      sub={t("person.sub")}
      before={
        <>
          {/* Where the flow asks for whom the visit is, a child was told of there. */}
          {!order.includes("who") && <ChildHint text={t("person.child")} />}
          {offersPhone && (
            <Key icon={Smartphone} onPress={() => act.signInBy("gosuslugi")}>
              {t("phoneSignIn.offer")}
            </Key>
          )}
        </>
      }
      onward={{ next: t("next"), sending: t("person.sending") }}
      of="person"
      send={(person) => {
        useVisit.setState({ typedPerson: person });
        return act.identify(person);
      }}
    />
  );
}

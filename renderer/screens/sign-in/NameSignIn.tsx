import { nameFields } from "#contract/patients/person.ts";
import { isLast } from "../../flow/index.ts";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { useFlow, useVisit } from "../../state/visit.ts";
import { PersonEntry } from "../person/PersonEntry.tsx";
import { type SignInForm, typedIn } from "./form.ts";

/** The name of the policy's holder, where clinics find nobody by numbers alone. Back leads to the policy. */
export function NameSignIn({ policy }: { readonly policy: SignInForm }) {
  const { t } = useTexts();
  const { act } = useCore();
  const flow = useFlow();
  const wants = useVisit((state) => state.wants);
  const books = wants === "book" && isLast(flow);
  return (
    <PersonEntry
      fields={nameFields}
      typed={useVisit.getState().typedName}
      title={t("signIn.name.title")}
      sub={t("signIn.name.sub")}
      onward={{
        next: t("next"),
        last: t(books ? "signIn.enterAndBook" : "signIn.enter"),
        sending: t("signIn.sending"),
        tone: books ? "go" : "primary",
      }}
      of="policy"
      send={({ family, given, patronymic }) => {
        const name = { family, given, patronymic };
        useVisit.setState({ typedName: name });
        return act.signIn({ ...typedIn(policy), name });
      }}
    />
  );
}

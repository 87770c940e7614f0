import { type PolicyKind, policyKinds } from "#contract/patients/policy.ts";
import { Radios } from "../../components/Radios.tsx";
import { useTexts } from "../../i18n/index.ts";
import "./sign-in.css";

type PolicyKindsProps = { readonly chosen: PolicyKind; readonly onChoose: (kind: PolicyKind) => void };

/** Which of the three documents of insurance one has. */
export function PolicyKinds({ chosen, onChoose }: PolicyKindsProps) {
  const { t } = useTexts();
  return (
    <Radios
      className="kinds"
      label={t("signIn.kindLabel")}
      options={policyKinds.map((value) => ({ value, text: t(`signIn.kind.${value}`) }))}
      chosen={chosen}
      onChoose={onChoose}
    />
  );
}

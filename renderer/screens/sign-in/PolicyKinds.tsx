import { type PolicyKind, policyKinds } from "#contract/policy.ts";
import { useTexts } from "../../i18n/index.ts";
import "./sign-in.css";

type PolicyKindsProps = { readonly chosen: PolicyKind; readonly onChoose: (kind: PolicyKind) => void };

/** Which of the three documents of insurance one has. */
export function PolicyKinds({ chosen, onChoose }: PolicyKindsProps) {
  const { t } = useTexts();
  return (
    <div className="kinds" role="radiogroup" aria-label={t("signIn.kindLabel")}>
      {policyKinds.map((kind) => (
        <label key={kind} className={kind === chosen ? "kind on" : "kind"}>
          <input type="radio" name="kind" checked={kind === chosen} onChange={() => onChoose(kind)} />
          {t(`signIn.kind.${kind}`)}
        </label>
      ))}
    </div>
  );
}

import type { PolicyKind } from "#contract/patients/policy.ts";
import { useTexts } from "../../i18n/index.ts";
import "./policy-picture.css";

const sample: Readonly<Record<PolicyKind, string>> = {
  unified: "0000 0000 0000 0000",
  old: "00-00 № 000000",
  temporary: "000 000 000",
};

/** Where the number stands on the document. Only for the eye: the words say it as well. */
export function PolicyPicture({ kind }: { readonly kind: PolicyKind }) {
  const { t } = useTexts();
  return (
    <div className={`policy-card ${kind}`} aria-hidden="true">
      <span className="policy-title">{t(`signIn.document.${kind}`)}</span>
      <span className="policy-line" />
      <span className="policy-line short" />
      <span className="policy-number">{sample[kind]}</span>
      <span className="policy-hint">{t("signIn.numberHere")}</span>
    </div>
  );
}

import { Joined } from "../components/Joined.tsx";
import { useTexts } from "../i18n/index.ts";
import { useInfo } from "../state/kiosk.ts";
import { useFlow } from "../state/visit.ts";
import { chosenSoFar } from "./chosen-so-far.ts";
import "./chosen-so-far.css";

/** What has been chosen up to here, below the title. */
export function ChosenSoFar() {
  const { t, language } = useTexts();
  const { clinic } = useInfo();
  const told = chosenSoFar(useFlow(), clinic, t, language);
  if (told.length === 0) return null;
  return (
    <p className="chosen-so-far">
      <span className="hidden-text">{t("path.label")}</span> <Joined parts={told} />
    </p>
  );
}

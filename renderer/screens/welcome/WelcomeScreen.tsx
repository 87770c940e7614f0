import { CalendarPlus, ChevronRight, ListChecks, Siren } from "lucide-react";
import { HelpKey } from "../../components/HelpKey.tsx";
import { Notice } from "../../components/Notice.tsx";
import { useCore } from "../../hooks/core.ts";
import { setLanguage, useTexts } from "../../i18n/index.ts";
import { ModesKey } from "../../modes/index.ts";
import { useInfo, useKiosk } from "../../state/kiosk.ts";
import { useVisit } from "../../state/visit.ts";
import { CabinetTile } from "../cards/CabinetTile.tsx";
import { CentralNotice } from "./CentralNotice.tsx";
import { DemoPanel } from "./DemoPanel.tsx";
import { HowItWorks } from "./HowItWorks.tsx";
import { LanguageKeys } from "./LanguageKeys.tsx";
import { LeftNotice } from "./LeftNotice.tsx";
import "./welcome.css";

/** The first screen: what one can do here, in which language, and what to do in an emergency. */
export function WelcomeScreen() {
  const { t } = useTexts();
  const { act } = useCore();
  const info = useInfo();
  const central = useKiosk((state) => state.central);
  const endedBy = useVisit((state) => state.endedBy);
  const ready = central !== null && central.state !== "never";

  function choose(language: string): void {
    setLanguage(language);
    // The language belongs to a visitor: with a session it goes back by itself when the visitor leaves.
    void act.openSession();
  }

  return (
    <>
      <main className="welcome">
        <div className="welcome-hello">
          <h1>{t("welcome.title")}</h1>
          <p>{t("welcome.sub")}</p>
        </div>
        <div className="welcome-tiles">
          <button type="button" className="welcome-book" disabled={!ready} onClick={() => void act.begin()}>
            <span className="welcome-icon" aria-hidden>
              <CalendarPlus strokeWidth={1.8} />
            </span>
            <span>
              <b>{t("welcome.book")}</b>
              <span>{t(ready ? "welcome.bookSub" : "welcome.bookLater")}</span>
            </span>
            <ChevronRight className="welcome-go" aria-hidden />
          </button>
          <button
            type="button"
            className="welcome-visits"
            disabled={!ready}
            onClick={() => void act.beginVisits()}
          >
            <ListChecks aria-hidden />
            <span>
              <b>{t("visits.title")}</b>
              <span>{t("visits.sub")}</span>
            </span>
            <ChevronRight className="welcome-go" aria-hidden />
          </button>
          <CabinetTile disabled={!ready} />
        </div>
        {endedBy && <LeftNotice />}
        <CentralNotice />
        <HowItWorks />
        <Notice icon={Siren}>
          <b>{t("emergency.title")}</b> {t("emergency.text")}
        </Notice>
      </main>
      <nav className="welcome-foot" aria-label={t("welcome.languages")}>
        <LanguageKeys languages={info.languages} onChoose={choose} />
        <HelpKey />
        {info.demo && <DemoPanel />}
        <ModesKey />
      </nav>
    </>
  );
}

import { CalendarPlus, Siren, Ticket } from "lucide-react";
import { useRef } from "react";
import { HelpKey } from "../../components/HelpKey.tsx";
import { Notice } from "../../components/Notice.tsx";
import { Tile } from "../../components/Tile.tsx";
import { useCore } from "../../hooks/core.ts";
import { useHeading } from "../../hooks/useHeading.ts";
import { setLanguage, useTexts } from "../../i18n/index.ts";
import { useFitToHeight } from "../../layout/useFitToHeight.ts";
import { ModesKey } from "../../modes/index.ts";
import { useInfo, useKiosk } from "../../state/kiosk.ts";
import { useVisit } from "../../state/visit.ts";
import { AccountTile } from "../cards/AccountTile.tsx";
import { CentralNotice } from "./CentralNotice.tsx";
import { DemoPanel } from "./DemoPanel.tsx";
import { HowItWorks } from "./HowItWorks.tsx";
import { LanguageKeys } from "./LanguageKeys.tsx";
import { LeftNotice } from "./LeftNotice.tsx";
import { asksFirst, namedBy } from "./named-by.ts";
import "./welcome.css";

/** The first screen: what one can do here, in which language, and what to do in an emergency. */
export function WelcomeScreen() {
  const { t } = useTexts();
  const { act } = useCore();
  const heading = useHeading();
  const main = useRef<HTMLElement>(null);
  useFitToHeight(main);
  const info = useInfo();
  const central = useKiosk((state) => state.central);
  const endedBy = useVisit((state) => state.endedBy);
  const booking = useKiosk((state) => state.booking);
  const ready = central !== null && central.state !== "never";
  const away = central?.state === "stale" || booking === "closed";
  // Where one signs in first there is nothing to look at without a connection.
  const looks = away && !(asksFirst(info.flow) && central?.state === "stale");

  function choose(language: string): void {
    setLanguage(language);
    // The language belongs to a visitor: with a session it goes back by itself when the visitor leaves.
    void act.openSession();
  }

  return (
    <>
      <main ref={main} className="welcome">
        <div className="welcome-tell">
          <div className="welcome-hello">
            <h1 ref={heading} tabIndex={-1}>
              {t("welcome.title")}
            </h1>
            <p>
              {t(`welcome.sub.${namedBy(info)}`)}
              {info.signInMethods.indexOf("gosuslugi") > 0 && ` ${t("welcome.orPhone")}`}
            </p>
          </div>
          {endedBy && <LeftNotice endedBy={endedBy} />}
          <CentralNotice />
          <HowItWorks />
          <Notice icon={Siren}>
            <b>{t("emergency.title")}</b> {t("emergency.text")}
          </Notice>
        </div>
        <div className="welcome-tiles">
          <Tile
            main={looks || !away}
            icon={CalendarPlus}
            title={t(looks ? "welcome.look" : "welcome.book")}
            sub={t(
              ready
                ? looks
                  ? "welcome.lookSub"
                  : away
                    ? "welcome.bookAway"
                    : "welcome.bookSub"
                : "welcome.bookLater",
            )}
            disabled={!ready}
            onPress={() => void act.begin()}
          />
          <Tile
            icon={Ticket}
            title={t("visits.title")}
            sub={t("visits.sub")}
            disabled={!ready}
            onPress={() => void act.beginVisits()}
          />
          <AccountTile disabled={!ready} />
        </div>
      </main>
      <nav className="welcome-foot" aria-label={t("welcome.languages")}>
        <LanguageKeys languages={info.languages} onChoose={choose} />
        <div className="welcome-more">
          <HelpKey className="nav-key" />
          {info.demo && <DemoPanel />}
          <ModesKey />
        </div>
      </nav>
    </>
  );
}

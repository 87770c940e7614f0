import i18next from "i18next";
import { ChevronRight, Hand, Wrench } from "lucide-react";
import { useEffect, useState } from "react";
import { clockDay, clockTime } from "../../format/dates.ts";
import { useMinute } from "../../hooks/useMinute.ts";
import type { Texts } from "../../i18n/messages.ts";
import { useInfo, useKiosk } from "../../state/kiosk.ts";
import { howSteps } from "../welcome/how-steps.ts";
import "./idle.css";

/** How long one language stands at one place, ms. */
const stay = 8_000;
/** Where the block stands, as shares of the room that is free beside and above it. No two that follow share an edge. */
const places = [
  [0, 0.12],
  [1, 0.62],
  [0.45, 0.94],
  [0.05, 0.45],
  [0.9, 0.05],
  [0.5, 0.75],
  [1, 0.3],
] as const;
/** After so many places light and dark change sides. */
const turnAfter = 9;

/**
 * Shown while nobody is here: the invitation to touch the screen and what will happen then, in each language in turn.
 * Everything moves, and light and dark change sides, against image retention. What keeps the kiosk from booking is
 * said here as well, for whoever looks after it.
 */
export function IdleScreen() {
  const { languages, timeZone, clinic } = useInfo();
  const now = useMinute();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((turn) => turn + 1), stay);
    return () => clearInterval(timer);
  }, []);
  const language = languages[turn % languages.length] ?? "ru";
  const [across, down] = places[turn % places.length] ?? [0, 0];
  return (
    <main className={Math.floor(turn / turnAfter) % 2 ? "idle turned" : "idle"}>
      <div className="idle-shapes" aria-hidden>
        <i />
        <i />
      </div>
      <div
        className="idle-block"
        lang={language}
        style={{
          left: `${across * 100}%`,
          top: `${down * 100}%`,
          translate: `${across * -100}% ${down * -100}%`,
        }}
      >
        <Says key={language} t={i18next.getFixedT(language)} />
        <div className="idle-where">
          <p className="idle-clock">
            <b>{clockTime(now, timeZone)}</b> <span>{clockDay(now, timeZone, language)}</span>
          </p>
          <p>{clinic.name}</p>
        </div>
      </div>
    </main>
  );
}

function Says({ t }: { readonly t: Texts }) {
  const info = useInfo();
  const fault = useFault(t);
  if (fault) {
    return (
      <div className="idle-says">
        <h1 className="idle-fault">
          <Wrench aria-hidden /> {fault}
        </h1>
        <p>{t("askReception")}</p>
      </div>
    );
  }
  return (
    <div className="idle-says">
      <Hand className="idle-hand" aria-hidden strokeWidth={1.6} />
      <h1>{t("idle.touch")}</h1>
      <p>{t("welcome.book")}</p>
      <ol className="idle-way">
        {howSteps(info, t).map(({ Icon, title }, place) => (
          <li key={title}>
            {place > 0 && <ChevronRight className="idle-then" aria-hidden />}
            <span>
              <Icon aria-hidden strokeWidth={1.6} />
              {title}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Why nobody can book here now, in one line; null while all is well. */
function useFault(t: Texts): string | null {
  const central = useKiosk((state) => state.central);
  const booking = useKiosk((state) => state.booking);
  const service = useKiosk((state) => state.service);
  if (service === "closed") return t("system.service.title");
  if (central === null || central.state === "never")
    return t(central?.reachable ? "central.loading" : "central.unreachable");
  return booking === "closed" ? t("central.bookingClosed") : null;
}

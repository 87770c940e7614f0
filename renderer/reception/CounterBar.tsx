import { Bell, BellOff, CloudOff, Lock } from "lucide-react";
import { useId } from "react";
import { Key } from "../components/Key.tsx";
import { Notice } from "../components/Notice.tsx";
import { languageName } from "../i18n/languages.ts";
import { useCounter } from "./core.ts";
import type { LobbySeen } from "./lobby.ts";
import { chooseLanguage, languages, useCounterTexts } from "./messages.ts";
import { SearchField } from "./SearchField.tsx";
import { useCounterState } from "./state.ts";
import "./counter-bar.css";

type CounterBarProps = {
  readonly seen: LobbySeen;
  /** `blocked`: it is wanted, and the browser makes none until somebody has touched the page. */
  readonly sound: "on" | "off" | "blocked";
  readonly onSound: () => void;
};

/** What is always at hand: the search, who has signed in, the sound, the language, the lock. */
export function CounterBar({ seen, sound, onSound }: CounterBarProps) {
  const { t, language } = useCounterTexts();
  const { act } = useCounter();
  const worker = useCounterState((state) => state.worker);
  const languageId = useId();
  return (
    <header className="counter-bar">
      <h1>{t("title")}</h1>
      {worker ? <SearchField seen={seen} /> : <span className="counter-gap" />}
      {worker && (
        <span className="counter-worker">
          <b>{worker.name}</b>
          <span>{t(`screens:staff.role.${worker.role}`)}</span>
        </span>
      )}
      <Key
        tone={sound === "blocked" ? "primary" : "quiet"}
        icon={sound === "on" ? Bell : BellOff}
        onPress={onSound}
      >
        {t(`sound.${sound}`)}
      </Key>
      <label className="hidden-text" htmlFor={languageId}>
        {t("language")}
      </label>
      <select id={languageId} value={language} onChange={(event) => chooseLanguage(event.target.value)}>
        {languages.map((code) => (
          <option key={code} value={code}>
            {languageName(code)}
          </option>
        ))}
      </select>
      {worker && (
        <Key icon={Lock} onPress={() => void act.lock()}>
          {t("screens:staff.lock")}
        </Key>
      )}
      {seen.isAway && (
        <Notice icon={CloudOff} tone="danger" live>
          {t("away")}
        </Notice>
      )}
    </header>
  );
}

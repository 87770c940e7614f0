import { ArrowDownToLine, Check, Contrast, Moon, RectangleVertical, RotateCcw, Sun } from "lucide-react";
import { Dialog } from "../components/Dialog.tsx";
import { Key } from "../components/Key.tsx";
import { useCore } from "../hooks/core.ts";
import { languages as known, languageName, setLanguage, useTexts } from "../i18n/index.ts";
import { useInfo } from "../state/kiosk.ts";
import { Options } from "./Options.tsx";
import { chooseMode, closeModes, type Modes, resetModes, useModes } from "./store.ts";
import { VoiceOptions } from "./VoiceOptions.tsx";
import "./modes-panel.css";

/** All modes on one sheet, the language among them. Each takes effect at once, so that one sees what it does. */
export function ModesPanel() {
  const { t, language } = useTexts();
  const { act } = useCore();
  const { languages } = useInfo();
  const { modes, choosing } = useModes();
  if (!choosing) return null;

  function readIn(language: string): void {
    setLanguage(language);
    void act.openSession();
  }

  function choose(change: Partial<Modes>): void {
    chooseMode(change);
    // The modes belong to a visitor: with a session they go back by themselves when the visitor leaves.
    void act.openSession();
  }

  return (
    <Dialog
      className="modes"
      title={t("modes.title")}
      actions={
        <>
          <Key icon={RotateCcw} onPress={resetModes}>
            {t("modes.usual")}
          </Key>
          <Key tone="primary" icon={Check} command="back" onPress={closeModes}>
            {t("modes.done")}
          </Key>
        </>
      }
    >
      {languages.length > 1 && (
        <Options
          label={t("modes.language")}
          chosen={language}
          onChoose={readIn}
          options={languages
            .filter((code) => known.includes(code))
            .map((code) => ({ value: code, name: languageName(code), lang: code }))}
        />
      )}
      <Options
        label={t("modes.text.label")}
        chosen={modes.text}
        onChoose={(text) => choose({ text })}
        options={[
          { value: "1", name: t("modes.text.usual"), sign: <b className="size-1">{t("modes.text.sign")}</b> },
          {
            value: "1.25",
            name: t("modes.text.large"),
            sign: <b className="size-2">{t("modes.text.sign")}</b>,
          },
          {
            value: "1.5",
            name: t("modes.text.largest"),
            sign: <b className="size-3">{t("modes.text.sign")}</b>,
          },
        ]}
      />
      <Options
        label={t("modes.theme.label")}
        chosen={modes.theme}
        onChoose={(theme) => choose({ theme })}
        options={[
          { value: "light", name: t("modes.theme.light"), icon: Sun },
          { value: "dark", name: t("modes.theme.dark"), icon: Moon },
          { value: "contrast", name: t("modes.theme.contrast"), icon: Contrast },
        ]}
      />
      <VoiceOptions onChoose={choose} />
      <div className="only-tall">
        <Options
          label={t("modes.reach.label")}
          chosen={modes.reach}
          onChoose={(reach) => choose({ reach })}
          options={[
            { value: "usual", name: t("modes.reach.usual"), icon: RectangleVertical },
            { value: "low", name: t("modes.reach.low"), icon: ArrowDownToLine },
          ]}
        />
      </div>
    </Dialog>
  );
}

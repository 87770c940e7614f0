import { Minus, Plus, RotateCw, Volume2, VolumeX } from "lucide-react";
import { Key } from "../components/Key.tsx";
import { useTexts } from "../i18n/index.ts";
import { repeat, useCanSpeak } from "../speech/index.ts";
import { Options } from "./Options.tsx";
import { loudest, type Modes, useModes } from "./store.ts";

type VoiceOptionsProps = { readonly onChoose: (change: Partial<Modes>) => void };

/** Spoken prompts, how loud they are, and what was said once more; nothing where the kiosk has no voice. */
export function VoiceOptions({ onChoose }: VoiceOptionsProps) {
  const { t, language } = useTexts();
  const { spoken, volume } = useModes(({ modes }) => modes);
  if (!useCanSpeak(language)) return null;
  return (
    <div className="voice">
      <Options
        label={t("modes.voice.label")}
        chosen={spoken}
        onChoose={(spoken) => onChoose({ spoken })}
        options={[
          { value: false, name: t("modes.voice.off"), icon: VolumeX },
          { value: true, name: t("modes.voice.on"), icon: Volume2 },
        ]}
      />
      <fieldset className="options loudness" aria-label={t("modes.voice.volume")} disabled={!spoken}>
        <span aria-live="polite">{t("modes.voice.volumeNow", { volume, loudest })}</span>
        <div className="options-keys">
          <Key
            icon={Minus}
            label={t("modes.voice.quieter")}
            disabled={!spoken || volume <= 1}
            onPress={() => onChoose({ volume: volume - 1 })}
          >
            {""}
          </Key>
          <Key
            icon={Plus}
            label={t("modes.voice.louder")}
            disabled={!spoken || volume >= loudest}
            onPress={() => onChoose({ volume: volume + 1 })}
          >
            {""}
          </Key>
          <Key icon={RotateCw} disabled={!spoken} className="repeat" onPress={repeat}>
            {t("modes.voice.repeat")}
          </Key>
        </div>
      </fieldset>
    </div>
  );
}

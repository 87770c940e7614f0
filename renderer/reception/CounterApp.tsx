import { useEffect, useState } from "react";
import { useAttention } from "./attention.ts";
import { CounterBar } from "./CounterBar.tsx";
import { useCounter } from "./core.ts";
import { KioskTiles } from "./KioskTiles.tsx";
import { useLobby } from "./lobby.ts";
import { useCounterTexts } from "./messages.ts";
import { SignInForm } from "./SignInForm.tsx";
import { useSound } from "./sound.ts";
import { useCounterState } from "./state.ts";
import { Workplace } from "./Workplace.tsx";
import "./paper.css";

/** Where this browser keeps that nobody wants to hear anything. */
const quietKey = "quiet";

/** The page at the counter: how the kiosks stand, always; what waits at them, to whoever has signed in. */
export function CounterApp() {
  const { t } = useCounterTexts();
  const { act } = useCounter();
  const { phase, worker, paper } = useCounterState();
  const seen = useLobby();
  const [isLoud, setLoud] = useState(() => localStorage.getItem(quietKey) === null);
  const sound = useSound();
  useAttention(seen, t("title"), isLoud ? sound.ring : null);
  useEffect(() => {
    const stay = (): void => void act.stay();
    const touches = ["pointerdown", "keydown", "wheel"] as const;
    for (const touch of touches) addEventListener(touch, stay, { passive: true });
    return () => {
      for (const touch of touches) removeEventListener(touch, stay);
    };
  }, [act]);
  const toggleSound = (): void => {
    // The touch itself has opened it.
    if (isLoud && sound.isBlocked) return;
    if (isLoud) localStorage.setItem(quietKey, "1");
    else localStorage.removeItem(quietKey);
    setLoud(!isLoud);
  };
  if (phase === "starting") return null;
  return (
    <>
      <div className="counter" data-signed-in={worker !== null}>
        <CounterBar
          seen={seen}
          sound={isLoud ? (sound.isBlocked ? "blocked" : "on") : "off"}
          onSound={toggleSound}
        />
        {seen.lobby && <KioskTiles lobby={seen.lobby} />}
        {worker === null ? <SignInForm isKnown={seen.lobby !== null} /> : <Workplace seen={seen} />}
      </div>
      {paper && (
        <img className="paper" src={paper.url} alt={t("ticket.paperAlt")} data-width={paper.widthMm} />
      )}
    </>
  );
}

import { useEffect, useState } from "react";
import { type Core, CoreProvider } from "../hooks/core.ts";
import { BrokenScreen, CoreAwayScreen, DeniedScreen, StartingScreen } from "../screens/system/System.tsx";
import { useKiosk } from "../state/kiosk.ts";
import { Boundary } from "./Boundary.tsx";
import { Screens } from "./Screens.tsx";
import "./app.css";

const patience = 2_000;

export function App({ core }: { readonly core: Core }) {
  return (
    <CoreProvider value={core}>
      <Boundary api={core.api} fallback={<BrokenScreen />}>
        <Whole />
      </Boundary>
    </CoreProvider>
  );
}

function Whole() {
  const { info, link, broken } = useKiosk();
  const downLong = useLasting(link === "down", patience);
  if (broken) return <BrokenScreen />;
  if (link === "denied") return <DeniedScreen />;
  if (downLong) return <CoreAwayScreen />;
  if (info === null) return <StartingScreen />;
  return <Screens />;
}

/** True once `on` has held for `ms` without a break. */
function useLasting(on: boolean, ms: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!on) return setLasting(false);
    const timer = setTimeout(() => setLasting(true), ms);
    return () => clearTimeout(timer);
  }, [on, ms]);
  return on && lasting;
}

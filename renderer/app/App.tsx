import { QueryClientProvider } from "@tanstack/react-query";
import { type Core, CoreProvider } from "../hooks/core.ts";
import { useDelayedFlag } from "../hooks/useDelayedFlag.ts";
import { BrokenScreen, CoreAwayScreen, DeniedScreen, StartingScreen } from "../screens/system/System.tsx";
import { useKiosk } from "../state/kiosk.ts";
import { queryClient } from "../state/queries.ts";
import { Boundary } from "./Boundary.tsx";
import { Screens } from "./Screens.tsx";
import "./app.css";

/** How long the link may be away before the screen says so, ms. */
const shortBreak = 2_000;

export function App({ core }: { readonly core: Core }) {
  return (
    <CoreProvider value={core}>
      <QueryClientProvider client={queryClient}>
        <Boundary api={core.api} fallback={<BrokenScreen />}>
          <Whole />
        </Boundary>
      </QueryClientProvider>
    </CoreProvider>
  );
}

function Whole() {
  const { info, link, broken } = useKiosk();
  const downLong = useDelayedFlag(link === "down", shortBreak);
  if (broken) return <BrokenScreen />;
  if (link === "denied") return <DeniedScreen />;
  if (downLong) return <CoreAwayScreen />;
  if (info === null) return <StartingScreen />;
  return <Screens />;
}

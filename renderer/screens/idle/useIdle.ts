import { useEffect, useState } from "react";
import { useCore } from "../../hooks/core.ts";
import { resetModes } from "../../modes/index.ts";
import { useScanNotice } from "../../scan/index.ts";
import { useInfo } from "../../state/kiosk.ts";
import { isOpen, useSession } from "../../state/session.ts";
import { useStaff } from "../../state/staff.ts";
import { useVisit } from "../../state/visit.ts";

const signs = ["pointerdown", "keydown", "wheel"] as const;

/**
 * True when nobody has touched the first screen for the time that the clinic set, until somebody does. What a visitor
 * may have left there without a session (help that was opened, a mode) is as usual again then.
 */
export function useIdle(): boolean {
  const { act } = useCore();
  const { seconds } = useInfo();
  const welcomes = useVisit(({ view }) => view === "welcome");
  const isStaff = useStaff(({ place }) => place !== null);
  const waiting = welcomes && !isStaff;
  const open = useSession(({ session }) => isOpen(session));
  const scans = useScanNotice(({ count }) => count);
  const [idle, setIdle] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever the scanner reads wakes the screen, too.
  useEffect(() => {
    if (!waiting || open) return setIdle(false);
    let timer: ReturnType<typeof setTimeout>;
    const wake = (): void => {
      clearTimeout(timer);
      setIdle(false);
      timer = setTimeout(() => {
        act.clear();
        resetModes();
        setIdle(true);
      }, seconds.attract * 1000);
    };
    wake();
    for (const sign of signs) addEventListener(sign, wake, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      for (const sign of signs) removeEventListener(sign, wake, { capture: true });
    };
  }, [waiting, open, scans, seconds.attract, act]);
  return idle;
}

import { useCallback, useEffect, useState } from "react";
import { helpSeconds } from "#contract/staff/help.ts";
import { useCore } from "../../hooks/core.ts";
import { useCountdown } from "../../hooks/useCountdown.ts";
import { useTimeout } from "../../hooks/useTimeout.ts";
import { canPrint, useInfo, useKiosk } from "../../state/kiosk.ts";
import { helperOf, useSession } from "../../state/session.ts";
import { type Printing, useVisit } from "../../state/visit.ts";

/** How often the core is told that somebody still reads, ms: more often than the shortest idle time that can be set. */
const tellsEvery = 15_000;

/** How the last screen stands: what the printer does, how long it stays, and what holds it. */
export type LastScreen = { readonly printing: Printing; readonly left: number; readonly stay: () => void };

/** Whether a key on the screen can still bring the ticket, or a question about it is open. */
function isAwaited(printing: Printing, possible: boolean): boolean {
  return printing.state === "asked" || (printing.state === "idle" && possible);
}

/**
 * The one countdown of the last screen: longer while the ticket isn't printed yet, and none while it comes out. It
 * begins anew with each touch and with each change of the printer's. Until it is over the session doesn't ask whether
 * anybody is there: this screen is for reading.
 */
export function useLastScreen(): LastScreen {
  const { act } = useCore();
  const { seconds } = useInfo();
  const printing = useVisit((state) => state.printing);
  const printer = useKiosk((state) => state.printer);
  const [since, setSince] = useState(() => performance.now());
  const [formerly, setFormerly] = useState(printing);
  if (formerly !== printing) {
    setFormerly(printing);
    setSince(performance.now());
  }

  const leave = useCallback(() => {
    // A ticket that is coming out is waited for: its owner is still standing here.
    if (useVisit.getState().printing.state === "printing") setSince(performance.now());
    else act.finish();
  }, [act]);
  const isHelped = useSession(helperOf) !== null;
  const usual = isAwaited(printing, canPrint(printer)) ? seconds.unprinted : seconds.done;
  // Staff who help end it themselves.
  const length = useTimeout(isHelped ? helpSeconds : usual);
  const left = useCountdown(length, since, leave);

  useEffect(() => {
    const timer = setInterval(() => void act.stay(), tellsEvery);
    return () => clearInterval(timer);
  }, [act]);

  const stay = (): void => {
    setSince(performance.now());
    void act.stay();
  };
  return { printing, left, stay };
}

import { useCallback, useEffect, useRef, useState } from "react";
import type { PhoneGrant } from "#contract/patients/phone-sign-in.ts";
import { ask, type Failure } from "../../api/failures.ts";
import { useCore } from "../../hooks/core.ts";
import { useVisit } from "../../state/visit.ts";

/** How the confirmation on the phone stands. */
export type PhoneWaiting =
  | { readonly state: "asking" }
  /** @param since when the code came, by the page's monotonic clock, ms */
  | { readonly state: "shown"; readonly grant: PhoneGrant; readonly since: number }
  | { readonly state: "ended"; readonly failure: Failure };

type Shown = Extract<PhoneWaiting, { state: "shown" }>;

/**
 * Asks for a code and waits for what comes of it, as long as the screen is there: whoever leaves it takes the code
 * along. Help lies over the screen and leaves the code as it is. `begin` asks for another one.
 */
export function usePhoneGrant(): { readonly waiting: PhoneWaiting; readonly begin: () => void } {
  const { api, act } = useCore();
  const [waiting, setWaiting] = useState<PhoneWaiting>({ state: "asking" });
  const [round, setRound] = useState(0);
  /** The code that help has been opened over. */
  const covered = useRef<Shown | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each round asks for a code of its own
  useEffect(() => {
    let isGone = false;
    let shown: Shown | null = null;
    const show = (next: PhoneWaiting): void => {
      if (!isGone) setWaiting(next);
    };
    const stop = (grant: PhoneGrant): void => void ask(api.session.stopPhone({ code: grant.code }));
    const begin = async (): Promise<Shown | null> => {
      show({ state: "asking" });
      const begun = await ask(api.session.startPhone({}));
      if (begun.ok && isGone) stop(begun.value);
      if (!begun.ok) show({ state: "ended", failure: begun.failure });
      return begun.ok && !isGone ? { state: "shown", grant: begun.value, since: performance.now() } : null;
    };
    const wait = async (): Promise<void> => {
      const former = covered.current;
      covered.current = null;
      shown = former ?? (await begin());
      if (shown === null) return;
      show(shown);
      while (!isGone) {
        const outcome = await act.phoneOutcome();
        if (isGone || (outcome.ok && outcome.value.state === "signedIn")) return;
        if (!outcome.ok) {
          shown = null;
          return show({ state: "ended", failure: outcome.failure });
        }
      }
    };
    void wait();
    return () => {
      isGone = true;
      if (shown === null) return;
      if (useVisit.getState().help === null) stop(shown.grant);
      else covered.current = shown;
    };
  }, [api, act, round]);
  return { waiting, begin: useCallback(() => setRound((round) => round + 1), []) };
}

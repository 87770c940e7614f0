import { useCallback, useEffect, useState } from "react";
import type { PhoneGrant } from "#contract/patients/phone-sign-in.ts";
import { ask, type Failure } from "../../api/failures.ts";
import { useCore } from "../../hooks/core.ts";

/** How the confirmation on the phone stands. */
export type PhoneWaiting =
  | { readonly state: "asking" }
  /** @param since when the code came, by the page's monotonic clock, ms */
  | { readonly state: "shown"; readonly grant: PhoneGrant; readonly since: number }
  | { readonly state: "ended"; readonly failure: Failure };

/**
 * Asks for a code and waits for what comes of it, as long as the screen is there: whoever leaves it takes the code
 * along. `begin` asks for another one.
 */
export function usePhoneGrant(): { readonly waiting: PhoneWaiting; readonly begin: () => void } {
  const { api, act } = useCore();
  const [waiting, setWaiting] = useState<PhoneWaiting>({ state: "asking" });
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each round asks for a code of its own
  useEffect(() => {
    let isGone = false;
    let code: string | null = null;
    const stop = (): void => {
      if (code !== null) void ask(api.session.stopPhone({ code }));
    };
    const show = (next: PhoneWaiting): void => {
      if (!isGone) setWaiting(next);
    };
    const wait = async (): Promise<void> => {
      show({ state: "asking" });
      const begun = await ask(api.session.startPhone({}));
      if (begun.ok) code = begun.value.code;
      if (isGone) return stop();
      if (!begun.ok) return show({ state: "ended", failure: begun.failure });
      show({ state: "shown", grant: begun.value, since: performance.now() });
      while (!isGone) {
        const outcome = await act.phoneOutcome();
        if (isGone || (outcome.ok && outcome.value.state === "signedIn")) return;
        if (!outcome.ok) return show({ state: "ended", failure: outcome.failure });
      }
    };
    void wait();
    return () => {
      isGone = true;
      stop();
    };
  }, [api, act, round]);
  return { waiting, begin: useCallback(() => setRound((round) => round + 1), []) };
}

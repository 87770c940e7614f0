import { useEffect, useState } from "react";

/** What comes sooner than this is not announced, ms: the announcement itself would be a flash. */
const unnoticed = 150;

/** True once `on` has held for `delay` ms without a break. */
export function useDelayedFlag(on: boolean, delay = unnoticed): boolean {
  const [isDelayed, setDelayed] = useState(false);
  useEffect(() => {
    if (!on) return setDelayed(false);
    const timer = setTimeout(() => setDelayed(true), delay);
    return () => clearTimeout(timer);
  }, [on, delay]);
  return on && isDelayed;
}

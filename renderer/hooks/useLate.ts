import { useEffect, useState } from "react";

/** What comes sooner than this is not announced, ms: the announcement itself would be a flash. */
const unnoticed = 150;

/** True once `on` has held for longer than goes unnoticed. */
export function useLate(on: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!on) return setLate(false);
    const timer = setTimeout(() => setLate(true), unnoticed);
    return () => clearTimeout(timer);
  }, [on]);
  return on && late;
}

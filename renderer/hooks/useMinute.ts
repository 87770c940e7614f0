import { useEffect, useState } from "react";
import { kioskNow, useKiosk } from "../state/kiosk.ts";

/** The central API's clock, repainted when its minute changes (and when the clock is set). */
export function useMinute(): number {
  useKiosk((state) => Math.round(state.clockOffset / 60_000));
  const [now, setNow] = useState(kioskNow);
  useEffect(() => {
    const timer = setInterval(() => {
      setNow((shown) =>
        Math.floor(kioskNow() / 60_000) === Math.floor(shown / 60_000) ? shown : kioskNow(),
      );
    }, 500);
    return () => clearInterval(timer);
  }, []);
  return now;
}

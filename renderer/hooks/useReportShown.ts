import { useEffect } from "react";
import { useCore } from "./core.ts";

/** Tells the core that the screen which shows this visit has been painted; a screen nobody could see never says so. */
export function useReportShown(visitId: string): void {
  const { act } = useCore();
  useEffect(() => {
    // The first frame paints what was just made; the second comes after that.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => void act.shown(visitId));
    });
    return () => cancelAnimationFrame(frame);
  }, [act, visitId]);
}

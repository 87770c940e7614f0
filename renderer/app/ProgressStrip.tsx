import { useProgress } from "./useProgress.ts";
import "./progress-strip.css";

/** How much of the way lies behind, as a strip below the top bar; the words above the title say the same. */
export function ProgressStrip() {
  const place = useProgress();
  if (place === null) return null;
  const steps = Array.from({ length: place.steps }, (_, before) => before + 1);
  return (
    <div className="progress" aria-hidden>
      {steps.map((step) => (
        <i key={step} className={step === place.step ? "on" : step < place.step ? "past" : ""} />
      ))}
    </div>
  );
}

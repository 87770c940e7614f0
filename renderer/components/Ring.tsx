import "./ring.css";

const radius = 44;
const around = 2 * Math.PI * radius;

/** A countdown as a ring that empties, with the seconds inside. */
export function Ring({ seconds, of }: { readonly seconds: number; readonly of: number }) {
  const part = Math.max(0, Math.min(1, seconds / of));
  return (
    <span className="ring" role="timer" aria-live="off">
      <svg viewBox="0 0 100 100" aria-hidden="true">
        <circle className="ring-back" cx="50" cy="50" r={radius} />
        <circle
          className="ring-rest"
          cx="50"
          cy="50"
          r={radius}
          strokeDasharray={around}
          strokeDashoffset={around * (1 - part)}
        />
      </svg>
      <b>{Math.max(0, seconds)}</b>
    </span>
  );
}

import type { ReactNode } from "react";

/** A line drawing on the grid and with the strokes of lucide's icons, among which it stands. */
const drawn = (lines: ReactNode) => (): ReactNode => (
  <svg
    viewBox="0 0 24 24"
    width="1em"
    height="1em"
    fill="none"
    stroke="currentColor"
    strokeWidth={2}
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden
  >
    {lines}
  </svg>
);

export const Tooth = drawn(
  <path d="M12 5.5C10.5 4 8.6 3 7 3 4.6 3 3 5 3 7.7c0 2.3.900 3.5 1.3 5.3C4.8 15.5 5 21 7.3 21c2.5 0 1.9-6.5 4.7-6.5s2.2 6.5 4.7 6.5c2.3 0 2.5-5.5 3-8 .4-1.8 1.3-3 1.3-5.3C21 5 19.4 3 17 3c-1.6 0-3.5 1-5 2.5Z" />,
);

export const Lungs = drawn(
  <>
    <path d="M12 3v8" />
    <path d="m12 11-3.5 3" />
    <path d="m12 11 3.5 3" />
    <path d="M8.5 8.5C8.5 7 7.8 6 6.9 6 4.5 6 2.5 12.5 2.5 17.5c0 2 .9 3.5 2.6 3.5 2.4 0 3.4-1.3 3.4-3.5Z" />
    <path d="M15.5 8.5C15.5 7 16.2 6 17.1 6c2.4 0 4.4 6.5 4.4 11.5 0 2-.9 3.5-2.6 3.5-2.4 0-3.4-1.3-3.4-3.5Z" />
  </>,
);

export const Stomach = drawn(
  <path d="M8 2.5v3.8C8 9.5 9.2 10 9.2 12c0 3-6.7 2.5-6.7 7v2.5H6V20c0-1.4 1.6-1.6 3-1 5.8 2.5 12.5-1 12.5-7.8 0-3.9-2.5-6.2-5.2-6.2-1.7 0-2.7.800-4.3 1.3V2.5" />,
);

export const Kidney = drawn(
  <>
    <path d="M13.5 3C7.5 3 4 7 4 12s3.5 9 8.5 9c2.7 0 4.5-1.8 4.5-4 0-2.6-2.7-3-2.7-5s4.7-2.2 4.7-5c0-2.4-2.3-4-5.5-4Z" />
    <path d="M14.3 12H20v9" />
  </>,
);

/** The gland with the windpipe below it. */
export const Thyroid = drawn(
  <>
    <path d="M12 11.5c-1.5-3-2-8.5-5-8.5C4.5 3 3 6 3 9.5 3 13.5 5 16 7.5 16c1.9 0 2.8-1.5 4.5-1.5s2.6 1.5 4.5 1.5c2.5 0 4.5-2.5 4.5-6.5C21 6 19.5 3 17 3c-3 0-3.5 5.5-5 8.5Z" />
    <path d="M9.5 18.5v3" />
    <path d="M14.5 18.5v3" />
    <path d="M9.5 20h5" />
  </>,
);

/** Layers of skin with a hair and a spot. */
export const Skin = drawn(
  <>
    <path d="M2 9c2.5-1.5 5-1.5 7.5 0h5c2.5-1.5 5-1.5 7.5 0" />
    <path d="M12 17c-1.7 0-2.5-1-2.5-2.5V9C9.5 5.5 12 3 15.5 2.5 14 4.5 14.5 6.5 14.5 9v5.5C14.5 16 13.7 17 12 17Z" />
    <path d="M2 14h3.5" />
    <path d="M18.5 14H22" />
    <path d="M2 21h20" />
  </>,
);

/** A probe that sends waves. */
export const Ultrasound = drawn(
  <>
    <path d="M9 2h6v5l2 3H7l2-3Z" />
    <path d="M8 14c2.5 1.3 5.5 1.3 8 0" />
    <path d="M6 17.5c3.7 2 8.3 2 12 0" />
    <path d="M4 21c5 2.4 11 2.4 16 0" />
  </>,
);

/** A chest on a film. */
export const Xray = drawn(
  <>
    <rect x="3" y="2" width="18" height="20" rx="2" />
    <path d="M12 5.5v13" />
    <path d="M7 8c1.6-1 3.4-1 5 0 1.6-1 3.4-1 5 0" />
    <path d="M7 12c1.6-1 3.4-1 5 0 1.6-1 3.4-1 5 0" />
    <path d="M7 16c1.6-1 3.4-1 5 0 1.6-1 3.4-1 5 0" />
  </>,
);

/** Somebody who lies in the ring of a tomograph. */
export const Scanner = drawn(
  <>
    <circle cx="12" cy="10" r="8" />
    <circle cx="12" cy="10" r="3.5" />
    <path d="M2 21h20" />
    <path d="M7 18v3" />
    <path d="M17 18v3" />
  </>,
);

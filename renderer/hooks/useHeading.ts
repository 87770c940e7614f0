import { type RefObject, useEffect, useRef } from "react";

/** Takes the focus to a screen's title as it appears, so that those who can't see the change hear what is new. */
export function useHeading(): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return heading;
}

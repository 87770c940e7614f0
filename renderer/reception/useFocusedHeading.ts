import { type RefObject, useLayoutEffect, useRef } from "react";

/** A heading that gets the focus whenever it is of something else: it is read out, and P prints from there. */
export function useFocusedHeading(of: string): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it is of is what makes it another one
  useLayoutEffect(() => heading.current?.focus(), [of]);
  return heading;
}

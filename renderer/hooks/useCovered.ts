import { useEffect, useState } from "react";

/** How long what has just been completed can still be read, and what was asked for again, ms. */
const readFor = 3000;
const shownFor = 5000;

type Covered = { readonly isCovered: boolean; readonly show: () => void };

/**
 * Whether a complete value is covered: a number and a birth date are read over one's shoulder. It covers itself a
 * moment after it was completed, at once where the screen begins with it, and again after `show`.
 * @param isComplete false leaves it open: who types must see what
 */
export function useCovered(isComplete: boolean): Covered {
  const [isOpen, setOpen] = useState(!isComplete);
  const [wasComplete, setComplete] = useState(isComplete);
  const [length, setLength] = useState(readFor);
  if (wasComplete !== isComplete) {
    setComplete(isComplete);
    setOpen(true);
    setLength(readFor);
  }
  useEffect(() => {
    if (!isOpen || !isComplete) return;
    const timer = setTimeout(() => setOpen(false), length);
    return () => clearTimeout(timer);
  }, [isOpen, isComplete, length]);
  return {
    isCovered: isComplete && !isOpen,
    show(): void {
      setLength(shownFor);
      setOpen(true);
    },
  };
}

import { useSyncExternalStore } from "react";
import { type Lengths, lengths } from "./lengths.ts";

/** {@link lengths}, read anew when the words on the page change their size. The window's size is the caller's. */
export function useLengths(): Lengths {
  useSyncExternalStore(onTextSize, textSizeNow);
  return lengths();
}

const root = document.documentElement;
const textSizeNow = (): string | undefined => root.dataset.text;

function onTextSize(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(root, { attributeFilter: ["data-text"] });
  return () => observer.disconnect();
}

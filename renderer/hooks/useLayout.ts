import { useSyncExternalStore } from "react";
import { layout } from "../styles/unit.ts";

/** {@link layout}, reckoned anew when the words on the page change their size. The window's size is the caller's. */
export function useLayout(): ReturnType<typeof layout> {
  useSyncExternalStore(onWords, wordsNow);
  return layout();
}

const root = document.documentElement;
const wordsNow = (): string | undefined => root.dataset.text;

function onWords(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(root, { attributeFilter: ["data-text"] });
  return () => observer.disconnect();
}

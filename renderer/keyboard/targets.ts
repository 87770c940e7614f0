import type { Box } from "./nearest.ts";

const touchable = 'button:not(:disabled), input:not(:disabled), [role="textbox"], [tabindex="0"]';

/** What keys can reach now: the dialog that lies on top, else the whole page. */
export const scope = (): Element =>
  [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.getElementById("root") ?? document.body;

/** Everything in the scope that can be pressed or typed into, in the order of the page. */
export const targets = (): readonly HTMLElement[] =>
  [...scope().querySelectorAll<HTMLElement>(touchable)].filter(
    (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0,
  );

export const boxOf = (element: Element): Box => element.getBoundingClientRect();

/** What has the focus, if it can do something with it. */
export function focused(): HTMLElement | null {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || active === document.body || !active.isConnected) return null;
  return active.matches(":disabled") || !scope().contains(active) ? null : active;
}

export const isTarget = (element: Element): boolean => element.matches(touchable);

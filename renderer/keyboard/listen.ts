import { commandKeys, type KeyCommand } from "#contract/keyboard/keys.ts";
import { keepFocus } from "./keep-focus.ts";
import { type Direction, nearest } from "./nearest.ts";
import { boxOf, focused, isTarget, scope, targets } from "./targets.ts";

const arrows: Readonly<Record<string, Direction>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

let keysLast = false;

/** Whether the last thing that was done was done by a key, not by a touch. */
export const byKeys = (): boolean => keysLast;

/**
 * Makes the whole kiosk work by keys alone: arrows go from one thing to the next, Enter presses, Escape (and
 * Backspace, where nothing is being typed) goes back, Home goes home. What is typed reaches the fields as before.
 */
export function listenKeys(): void {
  addEventListener("pointerdown", () => (keysLast = false), { capture: true, passive: true });
  addEventListener("keydown", onKey, { capture: true });
  keepFocus(byKeys);
}

function onKey(event: KeyboardEvent): void {
  keysLast = true;
  const { key } = event;
  const direction = arrows[key];
  const command = Object.hasOwn(commandKeys, key) ? commandKeys[key] : undefined;
  if (direction !== undefined) go(direction);
  else if (key === "Tab") pass(event.shiftKey);
  else if (command !== undefined) press(command);
  else if (key === "Backspace" && !isTypedInto()) press("back");
  else if (key === "Enter" && chooses(event.target)) (event.target as HTMLElement).click();
  else if ((key === "Enter" || key === " ") && event.repeat) {
    // A key that is held down presses once: the next screen may have something else under the focus.
  } else if (isBehindDialog(event)) {
    // What is typed while a question is open belongs to no field behind it.
    event.stopPropagation();
    return;
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Moves the focus; from a title, or from nowhere, to the first thing that the screen asks for. */
function go(direction: Direction): void {
  const from = focused();
  const others = targets().filter((target) => target !== from);
  if (from === null || !isTarget(from)) return first(others)?.focus({ preventScroll: true });
  const next = nearest(boxOf(from), others.map(boxOf), direction);
  if (next !== null) others[next]?.focus({ preventScroll: true });
}

/** On to the next thing in the order of the page, and round: a kiosk has no address bar to go on to. */
function pass(backwards: boolean): void {
  const all = targets();
  const order = backwards ? all.toReversed() : all;
  const from = document.activeElement ?? document.body;
  const mask = backwards ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
  const next = order.find((target) => target !== from && from.compareDocumentPosition(target) & mask);
  (next ?? order[0])?.focus({ preventScroll: true });
}

const first = (all: readonly HTMLElement[]): HTMLElement | undefined =>
  all.find((target) => target.closest("main") !== null && !("command" in target.dataset)) ?? all[0];

function press(command: KeyCommand): void {
  scope().querySelector<HTMLElement>(`[data-command="${command}"]:not(:disabled)`)?.click();
}

/** A radio button is chosen by Enter as well: a keypad has no space bar. */
const chooses = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement && target.type === "radio";

const isTypedInto = (): boolean => scope().querySelector("[data-typing]") !== null;

function isBehindDialog({ key, target }: KeyboardEvent): boolean {
  const open = scope();
  if (!(open instanceof HTMLDialogElement) || isTypedInto()) return false;
  const presses = target instanceof HTMLButtonElement && (key === "Enter" || key === " ");
  return !presses;
}

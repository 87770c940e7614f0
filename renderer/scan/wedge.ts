import { longestScanText } from "#contract/scanner/scan.ts";

/**
 * A key as the wedge sees it: by its place on the keyboard, because a scanner presses those of an American one. `at` is
 * when it was pressed, ms of the clock that the wedge is given: a page that was busy hears of keys long afterwards.
 */
export type Pressed = {
  readonly key: string;
  readonly code: string;
  readonly shift: boolean;
  readonly at?: number;
};

export type Wedge<Key extends Pressed> = {
  /** Whether the key is held back: a scan's own, or replayed in a moment if a hand pressed it. */
  press(key: Key): boolean;
};

/** The longest pause between two keys of a scanner, ms, also of one that is set to type slowly. */
const fastestHand = 55;
/** How long a key waits for the next one before it counts as pressed by hand, ms. */
export const patience = 70;
/** After so many keys without human pauses it is a scanner, and a longer pause is its own or the machine's. */
const sure = 3;
/** The longest of these pauses, ms. Of all pauses in a scan at most a quarter are longer than {@link fastestHand}. */
export const longestStall = 400;
/** The shortest code that is taken for a scan: a birth date typed by a fast hand has eight characters. */
const shortestCode = 12;
/** A timer that is this much late tells of a busy page, ms: keys may be waiting behind what it did. */
const late = 20;

const modifiers = new Set(["Shift", "CapsLock", "NumLock", "Control", "Alt", "AltGraph", "Meta"]);
/** What ends a scan, may stand before it, and presses the thing that has the focus when a hand presses it. */
const lineEnds = new Set(["Enter", "Tab", " "]);

const signs: Readonly<Record<string, string>> = {
  Minus: "-_",
  Equal: "=+",
  Semicolon: ";:",
  Quote: "'\"",
  Comma: ",<",
  Period: ".>",
  Slash: "/?",
  Digit5: "5%",
  Digit7: "7&",
};

/** The character of a key on an American keyboard, whatever layout the system has; null for keys that type none. */
export function characterOf({ code, key, shift }: Pressed): string | null {
  const sign = signs[code]?.[shift ? 1 : 0];
  if (sign !== undefined) return sign;
  const [, letter, digit] = /^(?:Key([A-Z])|(?:Digit|Numpad)(\d))$/.exec(code) ?? [];
  if (letter !== undefined) return shift ? letter : letter.toLowerCase();
  if (digit !== undefined) return digit;
  // A sign that no code of ours has; and keys without a place come from test drivers and on-screen keyboards.
  return [...key].length === 1 && key !== " " ? key : null;
}

/**
 * Tells a keyboard-wedge scanner from a hand by its speed: a run of at least {@link shortestCode} characters without
 * human pauses, ended by Enter or Tab, is a scan; line ends right before and after it belong to it. All else is
 * replayed in order, a moment later.
 */
export function createWedge<Key extends Pressed>(parts: {
  now: () => number;
  after: (ms: number, action: () => void) => () => void;
  onScan: (text: string) => void;
  replay: (keys: readonly Key[]) => void;
}): Wedge<Key> {
  /** Keys that are held back. */
  let held: Key[] = [];
  /** The run so far: its characters, also of keys that were given back already, its keys, and its long pauses. */
  let text = "";
  let count = 0;
  let stalls = 0;
  let last = -Infinity;
  let scannedAt = -Infinity;
  let cancel: () => void = () => undefined;

  const giveBack = (): void => {
    cancel();
    const keys = held;
    held = [];
    if (keys.length > 0) parts.replay(keys);
  };
  const begin = (): void => {
    giveBack();
    text = "";
    count = 0;
    stalls = 0;
  };
  const isFast = (): boolean => stalls * 4 <= count;
  const wait = (ms: number, again = true): void => {
    cancel();
    const due = parts.now() + ms;
    cancel = parts.after(ms, () => {
      if (again && parts.now() - due > late) wait(ms, false);
      else giveBack();
    });
  };
  const follow = (pause: number): void => {
    if (pause <= fastestHand) return;
    stalls++;
    if (pause > longestStall || stalls > 1 + count / 4) begin();
  };

  return {
    press(key) {
      if (modifiers.has(key.key)) return false;
      const at = key.at ?? parts.now();
      const isLineEnd = lineEnds.has(key.key);
      if (isLineEnd && count === 0 && at - scannedAt <= longestStall) {
        scannedAt = at;
        return true;
      }
      if (count > 0) follow(at - last);
      const character = key.key === " " && text !== "" ? " " : characterOf(key);
      if (character === null && (text !== "" || !isLineEnd)) {
        const code = text.slice(0, longestScanText);
        const isScan = isLineEnd && code.length >= shortestCode && isFast();
        if (isScan) held = [];
        begin();
        if (!isScan) return false;
        scannedAt = at;
        parts.onScan(code);
        return true;
      }
      held.push(key);
      text += character ?? "";
      count++;
      last = at;
      wait(count >= sure && isFast() ? longestStall : patience);
      return true;
    },
  };
}

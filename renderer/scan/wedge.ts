import { longestScanText } from "#contract/scan.ts";

/** A key as the wedge sees it: by its place on the keyboard, because a scanner presses those of an American one. */
export type Pressed = { readonly key: string; readonly code: string; readonly shift: boolean };

export type Wedge<Key extends Pressed> = {
  /** Whether the key is held back: a scan's own, or replayed in a moment if a hand pressed it. */
  press(key: Key): boolean;
};

/** Between two keys of a scanner lie a few ms; no hand keeps this up for the length of a code. */
export const fastestHand = 35;
/** How long a key waits for the next one before it counts as pressed by hand. */
export const patience = 50;
/** The shortest code that is taken for a scan: a birth date typed by a fast hand has eight characters. */
export const shortestCode = 12;

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
 * Tells a keyboard-wedge scanner from a hand by its speed: a run of at least {@link shortestCode} keys without a
 * human pause, ended by Enter or Tab, is a scan. All else is replayed in order, a moment later.
 */
export function createWedge<Key extends Pressed>(parts: {
  now: () => number;
  after: (ms: number, action: () => void) => () => void;
  onScan: (text: string) => void;
  replay: (keys: readonly Key[]) => void;
}): Wedge<Key> {
  let run: Key[] = [];
  let text = "";
  let last = -Infinity;
  let cancel: () => void = () => undefined;

  const giveBack = (): void => {
    cancel();
    const keys = run;
    run = [];
    text = "";
    if (keys.length > 0) parts.replay(keys);
  };

  return {
    press(key) {
      if (key.key === "Shift") return false;
      const character = characterOf(key);
      const pause = parts.now() - last;
      if (pause > fastestHand) giveBack();
      if (character !== null) {
        run.push(key);
        text += character;
        last = parts.now();
        cancel();
        cancel = parts.after(patience, giveBack);
        return true;
      }
      const scanned = (key.key === "Enter" || key.key === "Tab") && text.length >= shortestCode;
      if (!scanned) {
        giveBack();
        return false;
      }
      cancel();
      const code = text.slice(0, longestScanText);
      run = [];
      text = "";
      parts.onScan(code);
      return true;
    },
  };
}

/** A key that is pressed: its name as in `KeyboardEvent.key`, and what is held with it. */
export type KeyInput = {
  readonly key: string;
  readonly control: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
};

export type KeyCommand = "back" | "home" | "earlier" | "later";

/**
 * The keys of keyboards, tactile keypads and remote controls that press a key of the screen. Escape is "back" on
 * every screen and the answer that changes nothing in every question.
 */
export const commandKeys: Readonly<Record<string, KeyCommand>> = {
  Escape: "back",
  BrowserBack: "back",
  GoBack: "back",
  Home: "home",
  BrowserHome: "home",
  GoHome: "home",
  PageUp: "earlier",
  PageDown: "later",
};

/** Keys that mean something to a browser or a desktop alone. */
const foreign =
  /^(F\d{1,2}|Browser\w+|Launch\w+|Zoom\w+|ContextMenu|PrintScreen|Help|Find|Open|Close|New|Save|Print|Power|Sleep)$/;

/**
 * What becomes of a key, in both shells and in the page. `blocked`: nothing sees it. `command`: it reaches the page,
 * which acts on it, and does nothing to the browser. `free`: typing, and moving about on the screen.
 */
export function keyFate({ key, control, alt, meta }: KeyInput): "blocked" | "command" | "free" {
  // AltGr, which types letters on many layouts, is reported as Ctrl+Alt; the kiosk's texts need none of them.
  if (control || alt || meta) return "blocked";
  if (Object.hasOwn(commandKeys, key)) return "command";
  return foreign.test(key) ? "blocked" : "free";
}

/** The event by which the page's guard tells of a key that it has blocked; `detail` is {@link chordOf} it. */
export const blockedKeyEvent = "infomat-key-blocked";

/** What {@link chordOf} makes. */
export const chordForm = /^(?:[A-Za-z0-9]{1,20}\+){0,3}[A-Za-z0-9]{1,40}$/;

/** Held with others, and nothing by themselves. */
const modifier = /^(Control|Alt|AltGraph|Meta|Shift|CapsLock|Fn|NumLock)$/;

/**
 * A blocked key by its place on the keyboard, such as `Ctrl+KeyT` or `F11`: never a letter that somebody types. Null
 * for a key that is only held with others.
 * @param code as in `KeyboardEvent.code`
 */
export function chordOf({ key, control, alt, meta }: KeyInput, code: string): string | null {
  if (modifier.test(key)) return null;
  const held = [control && "Ctrl", alt && "Alt", meta && "Meta"].filter((name) => name !== false);
  return [...held, /^[A-Za-z0-9]{1,40}$/.test(code) ? code : "Unknown"].join("+");
}

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

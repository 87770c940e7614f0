import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { chordOf, commandKeys, type KeyInput, keyFate } from "#contract/keyboard/keys.ts";
import { lockContents } from "#main/shell/electron/lockdown.ts";
import { preventable, recordingContents } from "./fake-electron.ts";

type Held = Partial<Record<"control" | "alt" | "meta", boolean>>;
const pressed = (key: string, held: Held = {}): KeyInput => ({
  key,
  control: false,
  alt: false,
  meta: false,
  ...held,
});

const cases: readonly (readonly [KeyInput, ReturnType<typeof keyFate>])[] = [
  [pressed("t", { control: true }), "blocked"],
  [pressed("F4", { alt: true }), "blocked"],
  [pressed("d", { meta: true }), "blocked"],
  [pressed("Escape", { alt: true }), "blocked"],
  [pressed("PageDown", { control: true }), "blocked"],
  ...["F1", "F5", "F11", "F12", "F24", "ContextMenu", "PrintScreen"].map(
    (key) => [pressed(key), "blocked"] as const,
  ),
  ...["BrowserForward", "BrowserRefresh", "BrowserSearch", "LaunchMail"].map(
    (key) => [pressed(key), "blocked"] as const,
  ),
  ...Object.keys(commandKeys).map((key) => [pressed(key), "command"] as const),
  ...["5", "F", "Enter", "Tab", "Backspace", "ArrowLeft", " ", "constructor"].map(
    (key) => [pressed(key), "free"] as const,
  ),
];

type PageKey = { preventDefault(): void; stopImmediatePropagation(): void } & Record<string, unknown>;
let onKey: (event: PageKey) => void;

const escapes: unknown[] = [];

beforeAll(async () => {
  vi.stubGlobal("dispatchEvent", (event: CustomEvent) => escapes.push(event.detail));
  vi.stubGlobal("addEventListener", (name: string, listener: typeof onKey) => {
    if (name === "keydown") onKey = listener;
  });
  // By a name that the compiler doesn't follow: what is checked here knows no page.
  const guard = "#renderer/guard.ts";
  await import(guard);
});
afterAll(() => void vi.unstubAllGlobals());

describe("one list of keys for both shells and the page", () => {
  test.each(cases)("%o is %s", (input, fate) => {
    expect(keyFate(input)).toBe(fate);

    const inElectron = preventable({});
    const contents = recordingContents();
    const told: string[] = [];
    lockContents(
      contents,
      () => null,
      (keys) => void told.push(keys),
    );
    const more = { type: "keyDown", isAutoRepeat: false, code: "KeyQ" };
    contents.events.emit("before-input-event", inElectron, { ...input, ...more });
    contents.events.emit("before-input-event", preventable({}), { ...input, ...more, isAutoRepeat: true });
    expect(told, "what was tried is told by the key's place, once a press").toEqual(
      fate === "blocked" ? [expect.stringMatching(/^((Ctrl|Alt|Meta)\+)?KeyQ$/)] : [],
    );
    expect(inElectron.prevented, "Electron keeps from the page what is blocked, and nothing else").toBe(
      fate === "blocked",
    );

    const { key, control: ctrlKey, alt: altKey, meta: metaKey } = input;
    const event = {
      ...{ key, ctrlKey, altKey, metaKey, code: "KeyQ", repeat: false },
      preventDefault: vi.fn(),
      stopImmediatePropagation: vi.fn(),
    };
    escapes.length = 0;
    onKey(event);
    expect(escapes).toEqual(told);
    expect(event.preventDefault.mock.calls.length > 0, "the browser does nothing of its own").toBe(
      fate !== "free",
    );
    expect(event.stopImmediatePropagation.mock.calls.length > 0, "the screens don't see it").toBe(
      fate === "blocked",
    );
  });

  test("a key that is only held with others is no try", () => {
    for (const key of ["Control", "Shift", "Alt", "Meta"])
      expect(chordOf(pressed(key, { control: true }), `${key}Left`)).toBeNull();
    expect(chordOf(pressed("ш", { control: true, alt: true }), "KeyI")).toBe("Ctrl+Alt+KeyI");
  });

  test("Escape goes back", () => expect(commandKeys.Escape).toBe("back"));
});

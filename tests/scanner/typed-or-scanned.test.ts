import { expect, test } from "vitest";
import { characterOf, createWedge, type Pressed, patience } from "#renderer/scan/wedge.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";

const enter: Pressed = { key: "Enter", code: "Enter", shift: false };

/** The key of an American keyboard that types this character, as a system with a Russian layout reports it. */
function keyOf(character: string): Pressed {
  const shift = /[A-Z:?_&]/.test(character);
  if (/[a-z]/i.test(character)) return { key: "ф", code: `Key${character.toUpperCase()}`, shift };
  if (/\d/.test(character)) return { key: character, code: `Digit${character}`, shift };
  const codes: Record<string, string> = { ":": "Semicolon", "-": "Minus", ".": "Period", "/": "Slash" };
  return { key: character, code: codes[character] ?? "", shift };
}

function page() {
  const clock = fakeClock();
  const scans: string[] = [];
  const typed: string[] = [];
  const wedge = createWedge<Pressed>({
    now: clock.monotonic,
    after: clock.after,
    onScan: (text) => scans.push(text),
    replay: (keys) => typed.push(...keys.map((key) => characterOf(key) ?? key.key)),
  });
  const press = (key: Pressed): void => {
    if (!wedge.press(key)) typed.push(key.key);
  };
  const type = (text: string, pause: number): void => {
    for (const character of text) {
      press(keyOf(character));
      clock.advance(pause);
    }
  };
  return { clock, scans, typed, press, type };
}

test("sixteen digits at a scanner's speed, ended by Enter, are a scan; nothing of it is typed", () => {
  const { clock, scans, typed, press, type } = page();
  type("4056410842001238", 4);
  press(enter);
  clock.advance(1000);
  expect(scans).toEqual(["4056410842001238"]);
  expect(typed).toEqual([]);
});

test("a ticket's code is read right under a Russian keyboard layout", () => {
  const { scans, press, type } = page();
  type("INFOMAT:V1:0199a7c2-5b1e", 4);
  press(enter);
  expect(scans).toEqual(["INFOMAT:V1:0199a7c2-5b1e"]);
});

test("the same digits typed by a hand stay typed, in their order, each a moment late", () => {
  const { clock, scans, typed, press, type } = page();
  type("4056410842001238", 90);
  press(enter);
  clock.advance(patience);
  expect(scans).toEqual([]);
  expect(typed.join("")).toBe("4056410842001238Enter");
});

test("a birth date typed very fast is no scan, and Enter comes after it", () => {
  const { scans, typed, press, type } = page();
  type("07031985", 10);
  press(enter);
  expect(scans).toEqual([]);
  expect(typed.join("")).toBe("07031985Enter");
});

test("a key that types nothing gives back first what was held", () => {
  const { typed, press, type } = page();
  type("12", 5);
  press({ key: "Backspace", code: "Backspace", shift: false });
  expect(typed).toEqual(["1", "2", "Backspace"]);
});

test("a pause in the middle makes two runs: the first half is typed, the second too short for a scan", () => {
  const { clock, scans, typed, press, type } = page();
  type("40564108", 4);
  clock.advance(200);
  type("42001238", 4);
  press(enter);
  expect(scans).toEqual([]);
  expect(typed.join("")).toBe("4056410842001238Enter");
});

test("a code without end is cut to what the core takes", () => {
  const { scans, press, type } = page();
  type("9".repeat(5000), 1);
  press(enter);
  expect(scans.map((text) => text.length)).toEqual([300]);
});

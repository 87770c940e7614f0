import { describe, expect, test } from "vitest";
import { characterOf, createWedge, longestStall, type Pressed, patience } from "#renderer/scan/wedge.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";

const enter: Pressed = { key: "Enter", code: "Enter", shift: false };
const tab: Pressed = { key: "Tab", code: "Tab", shift: false };

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

test("a long pause in the middle makes two runs: the first half is typed, the second too short for a scan", () => {
  const { clock, scans, typed, press, type } = page();
  type("40564108", 4);
  clock.advance(longestStall + 1);
  type("42001238", 4);
  press(enter);
  expect(scans).toEqual([]);
  expect(typed.join("")).toBe("4056410842001238Enter");
});

test.each([
  ["the line end of a scanner that is set to send it first", [enter], 4, [enter]],
  ["Tab before it, CR and LF after it", [tab], 4, [enter, enter]],
  ["a scanner that types slowly", [enter], 50, [tab]],
])("%s: the scan is whole, and nothing is pressed", (_name, before, pause, after) => {
  const { clock, scans, typed, press, type } = page();
  for (const key of before) {
    press(key);
    clock.advance(pause);
  }
  type("4056410842001238", pause);
  for (const key of after) {
    press(key);
    clock.advance(pause);
  }
  clock.advance(1000);
  expect(scans).toEqual(["4056410842001238"]);
  expect(typed).toEqual([]);
});

test.each([1, 3, 6, 9, 15])(
  "a page that was busy after %i keys hears the rest late and reads it whole",
  (keys) => {
    const { clock, scans, typed, press } = page();
    const began = clock.monotonic();
    const code = [..."4056410842001238"].map((character, place) => ({
      ...keyOf(character),
      at: began + place * 5,
    }));
    for (const key of code.slice(0, keys)) press(key);
    // The page repaints: no timer and no key gets its turn.
    clock.stall(250);
    for (const key of code.slice(keys)) press(key);
    press({ ...enter, at: began + 80 });
    clock.advance(1000);
    expect(scans).toEqual(["4056410842001238"]);
    expect(typed).toEqual([]);
  },
);

test.each([3, 8, 15])("a scanner that itself stops for a moment after %i keys is read whole", (keys) => {
  const { clock, scans, typed, press, type } = page();
  type("4056410842001238".slice(0, keys), 10);
  clock.advance(250);
  type("4056410842001238".slice(keys), 10);
  press(enter);
  expect(scans).toEqual(["4056410842001238"]);
  expect(typed).toEqual([]);
});

test("one that stops after its first key is read whole, though that key was given back", () => {
  const { clock, scans, typed, press, type } = page();
  type("4", 10);
  clock.advance(250);
  type("056410842001238", 10);
  press(enter);
  expect(scans).toEqual(["4056410842001238"]);
  expect(typed).toEqual(["4"]);
});

test("a second scan right after the line ends of the first one is read, too", () => {
  const { scans, press, type } = page();
  for (let count = 0; count < 2; count++) {
    press(enter);
    type("4056410842001238", 4);
    press(enter);
    press(enter);
  }
  expect(scans).toEqual(["4056410842001238", "4056410842001238"]);
});

test("spaces inside a code belong to it", () => {
  const { scans, typed, press, type } = page();
  type("4056 4108 4200 1238", 4);
  press(enter);
  expect(scans).toEqual(["4056 4108 4200 1238"]);
  expect(typed).toEqual([]);
});

describe("a hand at a tactile keypad is no scanner", () => {
  test.each([60, 75, 120, 300])("with a key every %i ms", (pause) => {
    const { clock, scans, typed, press, type } = page();
    press(enter);
    clock.advance(pause);
    type("4056410842001238", pause);
    press(enter);
    clock.advance(1000);
    expect(scans).toEqual([]);
    expect(typed.join("")).toBe("Enter4056410842001238Enter");
  });

  test("Enter alone presses, a moment later", () => {
    const { clock, typed, press } = page();
    press(enter);
    expect(typed).toEqual([]);
    clock.advance(patience);
    expect(typed).toEqual(["Enter"]);
  });

  test("what is typed after an Enter comes after it, however fast", () => {
    const { clock, typed, press, type } = page();
    press(enter);
    type("12", 30);
    clock.advance(1000);
    expect(typed.join("")).toBe("Enter12");
  });
});

test("a code without end is cut to what the core takes", () => {
  const { scans, press, type } = page();
  type("9".repeat(5000), 1);
  press(enter);
  expect(scans.map((text) => text.length)).toEqual([300]);
});

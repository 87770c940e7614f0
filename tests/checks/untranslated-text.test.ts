import { describe, expect, test } from "vitest";
import { scanSource } from "../../scripts/checks/visible-texts.ts";

const faultsOf = (text: string, screen = true) => scanSource("screen.tsx", text, screen).faults;

describe("a text that bypasses the locale files is found", () => {
  test.each([
    ["Russian words in a constant", 'const title = "Запись";'],
    ["Russian words in a template", "const title = `Талон ${number}`;"],
    ["Russian letters in a pattern", "const known = /[А-Я]/u;"],
    ["words between tags", "const page = <p>Good morning</p>;"],
    ["a literal in braces", 'const page = <p>{"Good morning"}</p>;'],
    ["one side of a condition", 'const page = <p>{late ? "Too late" : time}</p>;'],
    ["what a screen reader says", 'const page = <button type="button" aria-label="Back" />;'],
    ["the same in braces", 'const page = <img alt={"A tooth"} src={tooth} />;'],
  ])("%s", (_name, text) => {
    expect(faultsOf(text)).toHaveLength(1);
  });

  test("the line is told", () => {
    expect(faultsOf('const a = 1;\nconst title = "Запись";')).toEqual(["2: Запись"]);
  });
});

describe("what no patient reads is left alone", () => {
  test.each([
    ["a comment", "// «Запись»\nconst a = 1;"],
    ["a class name", 'const page = <p className="tall">{t("welcome.title")}</p>;'],
    ["a compared code", 'const page = <p>{state === "open" ? one : other}</p>;'],
    ["signs between tags", "const page = <p>{hours}:{minutes} · {room}</p>;"],
  ])("%s", (_name, text) => {
    expect(faultsOf(text)).toEqual([]);
  });

  test("English words outside the screens", () => {
    expect(faultsOf('const fault = "the port is taken";', false)).toEqual([]);
  });
});

test("keys put together at run time are patterns", () => {
  const { patterns } = scanSource("screen.tsx", "const text = t(`errors.${code}.title`);", true);
  expect(patterns.some((pattern) => pattern.test("errors.SLOT_TAKEN.title"))).toBe(true);
  expect(patterns.some((pattern) => pattern.test("errorsXSLOT_TAKEN.title"))).toBe(false);
});

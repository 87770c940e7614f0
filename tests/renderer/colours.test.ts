import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const renderer = join(import.meta.dirname, "../../renderer");
const sheets = readdirSync(renderer, { recursive: true, encoding: "utf8" }).filter((path) =>
  path.endsWith(".css"),
);
const read = (path: string): string => readFileSync(join(renderer, path), "utf8");

/** The six-digit colours that a sheet gives to the root element under `selector`, by their names. */
function colours(sheet: string, selector: string): ReadonlyMap<string, string> {
  const block = sheet.slice(sheet.indexOf(`${selector} {`)).split("\n}")[0] ?? "";
  return new Map(
    [...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]) as [
      string,
      string,
    ][],
  );
}

const light = colours(read("styles/tokens.css"), ":root");
const dark = colours(read("styles/themes.css"), ':root[data-theme="dark"]');
const contrast = colours(read("styles/themes.css"), ':root[data-theme="contrast"]');
/** Paper and plastic keep theirs in every theme. */
const ofThings = /^(paper|policy)/;

test("no colour stands outside the themes' own sheets", () => {
  const found = sheets
    .filter((path) => !path.startsWith("styles"))
    .flatMap((path) =>
      [...read(path).matchAll(/#[0-9a-f]{3,8}\b|rgb\((?!var)|\b(white|black|gr[ae]y)\b(?!-)/gi)].map(
        ([colour]) => `${path}: ${colour}`,
      ),
    );
  expect(sheets.length).toBeGreaterThan(30);
  expect(found).toEqual([]);
});

test("every theme names every colour of the light one", () => {
  const wanted = [...light.keys()].filter((name) => !ofThings.test(name));
  expect(wanted.length).toBeGreaterThan(35);
  expect(wanted.filter((name) => !dark.has(name))).toEqual([]);
  expect(wanted.filter((name) => !contrast.has(name))).toEqual([]);
});

/** What stands on what: text on ground, and lines that are the only edge of something to touch. */
const texts = [
  ["ink", "page"],
  ["ink", "card"],
  ["muted", "page"],
  ["muted", "card"],
  ["brand", "card"],
  ["brand-deep", "brand-soft"],
  ["ink", "brand-soft"],
  ["on-brand", "brand"],
  ["on-brand", "brand-press"],
  ["on-brand-soft", "brand"],
  ["on-brand-off", "brand-off"],
  ["on-free", "free"],
  ["on-free", "free-press"],
  ["free-deep", "free-soft"],
  ["free-deep", "card"],
  ["muted", "free-soft"],
  ["busy-ink", "busy"],
  ["ink", "open"],
  ["muted", "open"],
  ["free-deep", "open"],
  ["closed-ink", "closed"],
  ["closed-ink", "closed-deep"],
  ["held-ink", "held"],
  ["warn-ink", "warn-soft"],
  ["danger", "page"],
  ["danger", "danger-soft"],
  ["danger-deep", "danger-soft"],
] as const;

describe.each([
  ["light", light, 4.5],
  ["dark", dark, 4.5],
  ["contrast", contrast, 7],
] as const)("%s", (_, theme, least) => {
  test.each(texts)("%s is read on %s", (text, ground) => {
    expect(ratio(theme.get(text) ?? "", theme.get(ground) ?? "")).toBeGreaterThanOrEqual(least);
  });

  test("the ring of the focus is seen on every ground", () => {
    for (const ground of ["page", "card", "brand-soft"])
      expect(ratio(theme.get("focus") ?? "", theme.get(ground) ?? "")).toBeGreaterThanOrEqual(3);
  });
});

/** WCAG 2.2, contrast ratio: (lighter + 0.05) / (darker + 0.05), by relative luminance. */
function ratio(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

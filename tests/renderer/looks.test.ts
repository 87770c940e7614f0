import { expect, test } from "vitest";
import { allLooks, type Look, looksOf, partOfLooks, reaches, sizes, textSizes, themes } from "./looks.ts";

const languages = ["ru", "en", "kk", "tt"];
const dimensions = {
  size: sizes.map(({ width, height }) => `${width}x${height}`),
  language: languages,
  theme: themes,
  text: textSizes,
  reach: reaches,
} as const;
type Dimension = keyof typeof dimensions;
const names = Object.keys(dimensions) as Dimension[];
const worn = (look: Look, name: Dimension): string =>
  name === "size" ? `${look.size.width}x${look.size.height}` : look[name];

test("each scene is seen with every value of every dimension", () => {
  for (let scene = 0; scene < 60; scene++) {
    const looks = looksOf(scene, languages);
    for (const name of names) {
      expect([...new Set(looks.map((look) => worn(look, name)))].toSorted(), `${scene} ${name}`).toEqual(
        [...dimensions[name]].toSorted(),
      );
    }
  }
});

test.each(["quick", "long"] as const)(
  "over all scenes every value of the %s looks meets every other",
  (part) => {
    const looks = Array.from({ length: 96 }, (_, scene) => partOfLooks(scene, languages, part)).flat();
    for (const [place, one] of names.entries()) {
      for (const other of names.slice(place + 1)) {
        const pairs = new Set(looks.map((look) => `${worn(look, one)} + ${worn(look, other)}`));
        expect(pairs.size, `${one} and ${other}`).toBe(dimensions[one].length * dimensions[other].length);
      }
    }
  },
);

test("both parts are the scene's looks, each once", () => {
  for (let scene = 0; scene < 8; scene++) {
    const parts = (["quick", "long"] as const).flatMap((part) => partOfLooks(scene, languages, part));
    expect(new Set(parts.map((look) => JSON.stringify(look)))).toEqual(
      new Set(looksOf(scene, languages).map((look) => JSON.stringify(look))),
    );
    expect(parts).toHaveLength(4);
  }
});

test("all looks are all combinations, each once; low reach on the tall screen alone", () => {
  const looks = allLooks(languages);
  expect(looks).toHaveLength(4 * 3 * 3 * (4 + 1));
  expect(new Set(looks.map((look) => names.map((name) => worn(look, name)).join())).size).toBe(looks.length);
});

import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const files = globSync("renderer/**/*.css");

/** The bounds that a stylesheet names: `min-aspect-ratio: 1/1`, `width<1100px`. */
const boundsIn = (css: string): readonly string[] =>
  [...css.matchAll(/@media ([^{]+)\{/g)]
    .flatMap(([, query]) => [...(query ?? "").matchAll(/\(([^()]+)\)/g)])
    .map(([, bound]) => (bound ?? "").replace(/\s+/g, ""));

test("no window matches both of two queries that mean this or that", () => {
  const bounds = new Set(files.flatMap((file) => boundsIn(readFileSync(file, "utf8"))));
  expect(bounds.size).toBeGreaterThan(3);
  const both = [...bounds].flatMap((bound) => {
    const [, feature, value] = /^(?:min-([\w-]+):|([\w-]+)>=)(.+)$/.exec(bound)?.filter(Boolean) ?? [];
    const upper = [`max-${feature}:${value}`, `${feature}<=${value}`].filter((name) => bounds.has(name));
    return upper.map((name) => `${bound} and ${name}`);
  });
  expect(both, "a square screen would be tall and wide at once").toEqual([]);
});

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const folders = readdirSync(join(root, "main"));

test.each(["docs/architecture.md", "docs/decisions/019-modules-of-main.md"])(
  "every folder of main/ stands in a table of %s",
  (page) => {
    const rows = readFileSync(join(root, page), "utf8")
      .split("\n")
      .filter((line) => line.startsWith("| "));
    const told = rows.flatMap((row) => [...row.matchAll(/`([\w-]+)[`/]/g)].map(([, name]) => name));
    expect(folders.filter((folder) => !told.includes(folder))).toEqual([]);
  },
);

test("every file that the page of the architecture names is there", () => {
  const page = readFileSync(join(root, "docs/architecture.md"), "utf8");
  const named = [...page.matchAll(/`([\w-]+(?:\/[\w.-]+)*(?:\/|\.ts))`/g)].map(([, path]) => path ?? "");
  expect(named.length).toBeGreaterThan(30);
  const inPlaces = (path: string): boolean =>
    ["", "main", "main/app", "main/sessions"].some((place) => existsSync(join(root, place, path)));
  const every = new Set(["module.ts", "procedures.ts", "settings.ts"]);
  expect(named.filter((path) => !every.has(path) && !inPlaces(path))).toEqual([]);
});

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sabotagedTree, sabotageNames, sabotages } from "./sabotage.ts";

test.each(sabotageNames)("%s breaks a copy of the kiosk, and the copy alone", (name) => {
  const { file, right, wrong } = sabotages[name];
  const { tree, remove } = sabotagedTree(name);
  try {
    const broken = readFileSync(join(tree, file), "utf8");
    expect(broken).toContain(wrong);
    expect(broken).not.toContain(right);
    expect(readFileSync(file, "utf8")).toContain(right);
  } finally {
    remove();
  }
  expect(existsSync(tree)).toBe(false);
});

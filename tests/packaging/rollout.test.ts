import { expect, test } from "vitest";
import { readPackOptions } from "../../scripts/pack/options.ts";
import { phased } from "../../scripts/pack/rollout.ts";
import { findTool } from "../../scripts/pack/run-tool.ts";

/** A repository's entry as dpkg-scanpackages writes one. */
const entry = (version: string, architecture = "amd64", name = "infomat-chromium"): string =>
  [
    `Package: ${name}`,
    `Version: ${version}`,
    `Architecture: ${architecture}`,
    `Depends: libc6 (>= 2.28), chromium`,
    `Filename: ./${name}_${version}_${architecture}.deb`,
    "Description: the kiosk in a clinic's lobby",
    " Version: a line of the description that looks like a field",
  ].join("\n");

/** `name version architecture percentage` of each entry. */
const listed = (packages: string): readonly string[] =>
  packages
    .trimEnd()
    .split("\n\n")
    .map((one) =>
      ["Package", "Version", "Architecture", "Phased-Update-Percentage"]
        .map((name) => new RegExp(`^${name}: (.*)$`, "m").exec(one)?.[1] ?? "all")
        .join(" "),
    );

test.runIf(findTool("dpkg"))("the newest version of each package is for some of the machines", () => {
  const packages = `${[
    entry("0.9.0-1"),
    entry("0.10.0-1"),
    entry("0.10.0-2"),
    entry("0.10.0-1", "arm64"),
    entry("0.9.0-1", "amd64", "infomat"),
  ].join("\n\n")}\n\n`;
  expect(listed(phased(packages, 10))).toEqual([
    "infomat-chromium 0.9.0-1 amd64 all",
    "infomat-chromium 0.10.0-1 amd64 all",
    "infomat-chromium 0.10.0-2 amd64 10",
    "infomat-chromium 0.10.0-1 arm64 10",
    "infomat 0.9.0-1 amd64 10",
  ]);
});

test("--rollout is a number from 0 to 100, and without it nothing is said", () => {
  const rollout = (percent: string) => {
    const read = readPackOptions([`--rollout=${percent}`]);
    return typeof read === "string" ? read : read.rollout;
  };
  const refused = "--rollout must be a number from 0 to 100.";
  expect(["0", "7", "100"].map(rollout)).toEqual([0, 7, 100]);
  expect(["101", "-1", "1.5", "ten", "007", ""].map(rollout)).toEqual(Array(6).fill(refused));
  expect(readPackOptions([])).toMatchObject({ rollout: null, listOnly: false });
});

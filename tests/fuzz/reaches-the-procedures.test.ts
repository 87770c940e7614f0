import { expect, test } from "vitest";
import { temporaryFolder, withCleanUp } from "#tests/support/kiosk.ts";
import { readOptions } from "./options.ts";
import { feed } from "./run.ts";
import { calls } from "./targets/calls.ts";

/** What stops an input before a procedure's own checks: the reader of bodies, the input's schema, the session's name. */
const doors = ["400", "BAD_REQUEST", "SESSION_ENDED"];

/** A kiosk answers each of the inputs; a machine that does much else needs minutes for it. Ms. */
const longest = 300_000;

test("most inputs of the screens' calls get as far as the procedures themselves", { timeout: longest }, () =>
  withCleanUp(async (later) => {
    const folder = temporaryFolder(later);
    const { inputs, codes, faults } = await feed(calls, { seed: 20261130, first: 0, count: 240, folder });
    const stopped = doors.reduce((sum, code) => sum + (codes.get(code) ?? 0), 0);
    expect(faults).toEqual([]);
    expect(1 - stopped / inputs).toBeGreaterThan(0.65);
    // Each door is tried as well.
    expect(doors.filter((code) => !codes.has(code))).toEqual([]);
  }),
);

test("the command takes each option that its help names", () => {
  const help = readOptions(["--help"]);
  const usage = help.kind === "help" ? help.text : "";
  const named = [...usage.matchAll(/--([a-z]+) </g)].map(([, name]) => `--${name}`);
  expect(named.length).toBeGreaterThan(4);
  for (const name of named) expect(readOptions([name, "1"]), name).toMatchObject({ kind: "options" });
});

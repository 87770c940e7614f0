import { expect, test } from "vitest";
import { formerFileName, formerWordsIn } from "../../scripts/checks/former-words.ts";

test.each([
  ["a variable", "const centre = 1;", "1: centre"],
  ["a part of a camel-cased name", "export function openCentre() {}", "1: openCentre"],
  ["a type", "\ntype Whose = string;", "2: Whose"],
  ["a property", "const server = { manner: 1 };", "1: manner"],
  ["a whole name", "const nothing = {};", "1: nothing"],
])("%s of the words that aren't used is found", (_, text, fault) => {
  expect(formerWordsIn("file.ts", text)).toEqual([expect.stringContaining(`${fault}, say `)]);
});

test.each([
  ["central", "const central = openCentral(demoCentral);"],
  ["a word that only begins alike", "const centred = 1; const doNothing = 2;"],
  ["comments and texts", '// the centre\nconst text = "centre";'],
])("%s is left alone", (_, text) => {
  expect(formerWordsIn("file.ts", text)).toEqual([]);
});

test("a word that is another folder's own is refused in the folders that have another for it", () => {
  const text = "const fence = 1;";
  expect(formerWordsIn("printer/proof/proof.ts", text)).toHaveLength(1);
  expect(formerWordsIn("main/booking/settler.ts", text)).toEqual([]);
});

test.each(["main/x/parts.ts", "main/x/centre-clock.ts", "renderer/texts.ts", "main/booking/desk.ts"])(
  "%s is no name for a file",
  (path) => {
    expect(formerFileName(path)).toBeTypeOf("string");
  },
);

test.each(["main/x/deps.ts", "sync/fhir/central-clock.ts", "renderer/layout/list-room.ts"])(
  "%s is one",
  (path) => {
    expect(formerFileName(path)).toBeUndefined();
  },
);

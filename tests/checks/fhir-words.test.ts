import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** What the FHIR connector alone knows: its versions, entries and resources, and its names. */
const words = /\b(e[tT]ag|ETag|ifMatch|ifNoneExist|OperationOutcome|resourceType|versionId|fhirNames)\b/;

/** The kiosk's own rooms, and what every connector uses. */
const neutral = ["contract", "main", "renderer", "printer", "sync/http", "sync/n3", "sync/pull"];
const exceptions = [
  // The connector's names and settings as data, for itself and for the stand-in.
  "contract/fhir/",
  // Journals of former versions.
  "main/booking/journal/migrations/",
  "main/booking/journal/salvage.ts",
  // What a FHIR server must mend.
  "main/diagnostics/doctor/messages.ts",
];

/** Lines of code, comments aside, that speak of FHIR. */
const found = (file: string, text: string): string[] =>
  text
    .replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, (comment) => comment.replaceAll(/[^\n]/g, ""))
    .split("\n")
    .flatMap((line, at) => (words.test(line) ? [`${file}:${at + 1}: ${line.trim()}`] : []));

test("no word of FHIR's stands outside its connector", () => {
  const files = globSync(neutral.map((folder) => `${folder}/**/*.{ts,tsx}`)).filter(
    (file) => !exceptions.some((exception) => file.startsWith(exception)),
  );
  expect(files.length).toBeGreaterThan(500);
  expect(files.flatMap((file) => found(file, readFileSync(file, "utf8")))).toEqual([]);
});

test("one is found in code, and not in a comment", () => {
  expect(found("x.ts", "/** An ETag. */\nconst a = 1;\n// etag\nconst etag = a;")).toEqual([
    "x.ts:4: const etag = a;",
  ]);
});

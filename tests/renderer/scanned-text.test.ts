import { describe, expect, test } from "vitest";
import { readSearch } from "../../renderer/reception/scanned-text.ts";

const barcode = `01${"0a".repeat(129)}`;
const number = "0173150844000079";

test("a code is read by its keys where the computer's letters are others", () => {
  expect(readSearch("ШТАЩЬФЕЖМ1Жмшыше-17", "INFOMAT:V1:visit-17")).toEqual({
    kind: "visit",
    visitId: "visit-17",
  });
  expect(readSearch(barcode.replaceAll("a", "ф"), barcode)).toMatchObject({
    kind: "policy",
    policy: barcode,
  });
  expect(readSearch("Иванова", "Bdfyjdf")).toBeNull();
});

describe("what is typed into the search at the counter", () => {
  test.each([
    ["INFOMAT:V1:visit-17", { kind: "visit", visitId: "visit-17" }],
    ["  INFOMAT:V1:Visit.17 ", { kind: "visit", visitId: "Visit.17" }],
    [barcode, { kind: "policy", policy: barcode, needsBirthDate: false }],
    [`]L2${barcode}`, { kind: "policy", policy: `]L2${barcode}`, needsBirthDate: false }],
    [number, { kind: "policy", policy: number, needsBirthDate: true }],
    ["0173 1508 4400 0079", { kind: "policy", policy: number, needsBirthDate: true }],
    ["0173150844000078", { kind: "noPolicy" }],
    [barcode.slice(0, 200), { kind: "noPolicy" }],
    ["0010002", null],
    ["Лебедев Пётр", null],
    ["", null],
    ["INFOMAT:V1:", null],
  ])("%s", (text, read) => {
    expect(readSearch(text, text)).toEqual(read);
  });
});

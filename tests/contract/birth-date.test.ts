import { expect, test } from "vitest";
import { parseBirthDate } from "#contract/patients/birth-date.ts";

const today = "2026-11-20";

test.each([
  ["07031985", "1985-03-07"],
  ["29022024", "2024-02-29"],
  ["20112026", "2026-11-20"],
])("%s is %s", (digits, value) => {
  expect(parseBirthDate(digits, today)).toEqual({ ok: true, value });
});

test.each([
  ["", "BIRTH_DATE_INCOMPLETE"],
  ["0703198", "BIRTH_DATE_INCOMPLETE"],
  ["07.03.85", "BIRTH_DATE_INCOMPLETE"],
  ["31021985", "BIRTH_DATE_IMPOSSIBLE"],
  ["29021900", "BIRTH_DATE_IMPOSSIBLE"],
  ["00011985", "BIRTH_DATE_IMPOSSIBLE"],
  ["01131985", "BIRTH_DATE_IMPOSSIBLE"],
  ["21112026", "BIRTH_DATE_FUTURE"],
  ["01011890", "BIRTH_DATE_TOO_OLD"],
])("%s is refused: %s", (digits, code) => {
  expect(parseBirthDate(digits, today)).toEqual({ ok: false, code });
});

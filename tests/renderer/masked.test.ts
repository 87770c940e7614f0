import { expect, test } from "vitest";
import { masked, readableEnds } from "#renderer/format/numbers.ts";

test.each([
  ["unified", "4056 4108 4200 1238", "4056 •••• •••• 1238"],
  ["temporary", "123456789", "••••••789"],
  ["old", "04-1234567", "••-•••••67"],
  ["snils", "112-233-445 95", "•••-•••-••• 95"],
  ["birthDate", "07 03 1985", "•• •• 1985"],
  ["document", "II-МЮ 654321", "••-•• ••••21"],
  ["phone", "910 555-41-07", "••• •••-••-07"],
] as const)("%s keeps its ends alone readable", (kind, whole, covered) => {
  expect(masked(whole, readableEnds[kind])).toBe(covered);
});

import { expect, test } from "vitest";
import { foundIn, spelled } from "./personal-texts.ts";

const person = spelled({
  ...{ family: "Петров", given: "Илья", patronymic: "Иванович", birthDate: "1985-03-07" },
  ...{ policies: ["4056410842001238"], snils: ["90011223314"], phones: ["+79105554123"], others: ["482915"] },
});
const holds = (bytes: Buffer | string): boolean => foundIn(Buffer.from(bytes as string), person).length > 0;

test.each([
  "ПЕТРОВ ИЛЬЯ ИВАНОВИЧ",
  "Петров\u00a0И.\u00a0И.",
  '"name":"Петров И.И."',
  "4056 4108 4200 1238",
  "900-112-233 14",
  "+7 (910) 555-41-23",
  "89105554123",
  "07.03.1985",
  "7 марта 1985",
  "x07031985x",
  "pin=482915",
  encodeURIComponent("Петров Илья"),
  JSON.stringify("Петров Илья").replaceAll(/[^\x20-\x7e]/g, (c) => `\\u0${c.charCodeAt(0).toString(16)}`),
  `.${Buffer.from("a sealed Петров Илья, unsealed").toString("base64")}.`,
])("%s is found", (text) => {
  expect(holds(text)).toBe(true);
});

test.each(["utf16le", "latin1"] as const)("in %s as well", (encoding) => {
  if (encoding === "utf16le") expect(holds(Buffer.from("-Петров Илья", encoding))).toBe(true);
  // «Петров Илья» in windows-1251 and IBM866.
  else
    for (const hex of ["cfe5f2f0eee220c8ebfcff", "8fa5e2e0aea22088abecef"])
      expect(holds(Buffer.from(hex, "hex"))).toBe(true);
});

test.each(["Петров", "Илья", "948291500", "1985", "a day in March"])("%s alone tells of nobody", (text) => {
  expect(holds(text)).toBe(false);
});

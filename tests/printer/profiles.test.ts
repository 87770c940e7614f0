import { describe, expect, it } from "vitest";
import { genericProfile, printerProfileSchema, printerProfiles, ticketTextsSchema } from "#printer/index.ts";
import { shippedTexts } from "./some-ticket.ts";

describe("printer profiles", () => {
  it("are found by the name that they carry", () => {
    for (const [name, profile] of printerProfiles) expect(profile.name).toBe(name);
    expect([...printerProfiles.keys()]).toEqual(["generic", "generic-58"]);
  });

  it.each([
    ["a page that isn't Cyrillic", { codePage: { name: "CP437", number: 0 } }],
    ["a page number beyond a byte", { codePage: { name: "CP866", number: 256 } }],
    ["dots that are no whole bytes", { dots: 575 }],
    ["no source of its facts", { source: "" }],
    ["a misspelled key", { collumns: 48 }],
  ])("with %s is refused", (_fault, wrong) => {
    expect(printerProfileSchema.safeParse({ ...genericProfile, ...wrong }).success).toBe(false);
  });
});

describe("ticket texts", () => {
  it.each([
    ["a missing text", { reminder: undefined }],
    ["an empty text", { reminder: " " }],
    ["an unknown text", { remainder: "полис" }],
    ["a locale without words", { locale: "xx-XX" }],
    ["a locale that is none", { locale: "не язык" }],
  ])("with %s are refused", (_fault, wrong) => {
    expect(ticketTextsSchema.safeParse({ ...shippedTexts("ru"), ...wrong }).success).toBe(false);
  });
});

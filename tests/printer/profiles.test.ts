import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  genericProfile,
  ownProfilesFolder,
  printerProfileSchema,
  printModeFor,
  profileForUsb,
  readPrinterProfiles,
  ticketTextsSchema,
} from "#printer/index.ts";
import { shippedTexts } from "./some-ticket.ts";

describe("the printer profiles that come with the kiosk", () => {
  const profiles = readPrinterProfiles();

  it("are found by a bundled core as well", () => {
    const project = join(import.meta.dirname, "../..");
    expect(ownProfilesFolder(join(project, "dist/shell"))).toBe(join(project, "printer/profiles"));
    expect(ownProfilesFolder()).toBe(join(project, "printer/profiles"));
  });

  it("are there, each under the name of its file", () => {
    expect([...profiles.keys()].sort()).toEqual([
      "atol-rp-326",
      "citizen-ct-s",
      "custom-vkp80ii",
      "custom-vkp80iii",
      "epson-tm-t20",
      "epson-tm-t88",
      "generic",
      "generic-58",
      "pos-58",
      "rongta-80",
      "xprinter-80",
    ]);
  });

  it("hold no real-time command in what is sent after a picture", () => {
    for (const { name, cut, presenter } of profiles.values()) {
      const sent = [cut.command, presenter?.present, presenter?.retract].join(" ");
      expect(sent, name).not.toMatch(/10(04|05|14)/);
    }
  });

  it("send pictures, but text over a slow line; pictures alone where the page is in doubt", () => {
    expect(printModeFor(genericProfile, "fast")).toBe("raster");
    expect(printModeFor(genericProfile, "slow")).toBe("text");
    expect(profiles.get("custom-vkp80ii")).toMatchObject({ mode: "raster" });
    expect(printModeFor({ ...genericProfile, mode: "text" }, "fast")).toBe("text");
  });

  it("are found by what a printer on USB says it is", () => {
    const of = (vendor: string, product: string) =>
      profileForUsb(profiles.values(), { vendor, product })?.name;
    expect(of("04b8", "0e28")).toBe("epson-tm-t88");
    expect(of("0dd4", "0205")).toBe("custom-vkp80iii");
    expect(of("0416", "5011")).toBeUndefined();
    const exact = { ...genericProfile, usb: [{ vendor: "0416", product: "5011" }] };
    const maker = { ...genericProfile, name: "maker", usb: [{ vendor: "0416", product: null }] };
    expect(profileForUsb([maker, exact], { vendor: "0416", product: "5011" })).toBe(exact);
    expect(profileForUsb([maker, exact], { vendor: "0416", product: "1111" })).toBe(maker);
  });
});

describe("a printer profile", () => {
  it.each([
    ["a page that isn't Cyrillic", { codePage: { name: "CP437", number: 0 } }],
    ["a page number beyond a byte", { codePage: { name: "CP866", number: 256 } }],
    ["dots that are no whole bytes", { dots: 575 }],
    ["bands too high for a small buffer", { raster: { rows: 1000 } }],
    ["a command that isn't hex", { cut: { kind: "full", feedLines: 3, command: "ESC i" } }],
    ["no source of its facts", { source: "" }],
    ["a misspelled key", { collumns: 48 }],
  ])("with %s is refused", (_fault, wrong) => {
    expect(printerProfileSchema.safeParse({ ...genericProfile, ...wrong }).success).toBe(false);
  });

  describe("in a folder of one's own", () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "infomat-profiles-"));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));
    const put = (file: string, content: unknown) =>
      writeFileSync(join(folder, file), typeof content === "string" ? content : JSON.stringify(content));
    const small = {
      name: "our-model",
      title: "Our model",
      widthMm: 80,
      columns: 48,
      dots: 576,
      codePage: { name: "CP866", number: 17 },
      cut: { kind: "full", feedLines: 3 },
      qr: { cell: 5 },
      source: "its manual",
    };

    it("needs the plain facts only; other files don't matter", () => {
      put("our-model.json", small);
      put("notes.txt", "{");
      expect(readPrinterProfiles(folder).get("our-model")).toMatchObject({
        mode: "auto",
        presenter: null,
        status: ["dleEot"],
        proof: ["gsR"],
      });
    });

    it.each([
      ["isn't JSON", "our-model.json", "{", /our-model\.json: not JSON/],
      ["is named otherwise", "other.json", small, /named our-model/],
      ["has a fault", "our-model.json", { ...small, dots: 575 }, /our-model\.json: dots/],
    ])("is refused by its file's name when it %s", (_fault, file, content, message) => {
      put(file, content);
      expect(() => readPrinterProfiles(folder)).toThrow(message);
    });
  });
});

describe("ticket texts", () => {
  const { dates } = shippedTexts("ru");

  it.each([
    ["a missing text", { reminder: undefined }],
    ["an empty text", { reminder: " " }],
    ["an unknown text", { remainder: "полис" }],
    ["no words of dates", { dates: undefined }],
    ["six days in a week", { dates: { ...dates, weekdays: dates.weekdays.slice(1) } }],
    ["a date without sense", { dates: { ...dates, longDay: "{{weekday}}, {{date}}" } }],
  ])("with %s are refused", (_fault, wrong) => {
    expect(ticketTextsSchema.safeParse({ ...shippedTexts("ru"), ...wrong }).success).toBe(false);
  });
});

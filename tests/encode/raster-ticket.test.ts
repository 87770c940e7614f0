import { describe, expect, it } from "vitest";
import type { Ticket } from "#contract/index.ts";
import type { PrinterProfile } from "#printer/index.ts";
import {
  encodeTicket,
  genericNarrowProfile,
  genericProfile,
  isBlackAt,
  layoutTicket,
  readPrinterProfiles,
  ticketBitmap,
  withGlyphs,
} from "#printer/index.ts";
import { shippedTexts, someTicket } from "#tests/printer/some-ticket.ts";
import { isDark, type RasterPaper, readRaster } from "./read-raster.ts";

const texts = shippedTexts("ru");
const secondTexts = { language: "en", texts: shippedTexts("en") };
const layoutOf = (over: Partial<Ticket>, { widthMm }: PrinterProfile) =>
  layoutTicket({ ticket: someTicket(over), texts, secondTexts, widthMm });
const print = (over: Partial<Ticket>, profile: PrinterProfile): RasterPaper =>
  readRaster(encodeTicket(layoutOf(over, profile), profile, { mode: "raster" }));

describe.each([genericProfile, genericNarrowProfile])("a ticket as a picture on $name", (profile) => {
  it("comes out as it was drawn, dot for dot but for a few that would be commands", () => {
    const drawn = ticketBitmap(layoutOf({}, profile), profile.dots);
    const paper = print({}, profile);
    expect([paper.width, paper.rows.length]).toEqual([profile.dots, drawn.height]);
    let different = 0;
    for (let y = 0; y < drawn.height; y++) {
      for (let x = 0; x < drawn.width; x++)
        if (isDark(paper, x, y) !== isBlackAt(drawn, x, y)) different += 1;
    }
    expect(different).toBeLessThan(20);
  });

  it("goes in bands that a small buffer takes", () => {
    const { bands } = print({}, profile);
    expect(Math.max(...bands)).toBe(profile.raster.rows);
    expect(bands.slice(0, -1).every((rows) => rows === profile.raster.rows)).toBe(true);
  });

  it("is prepared and cut like any other", () => {
    const { before, after } = print({}, profile);
    expect(before).toBe("1b401c2e1b4d001b7411");
    expect(after).toMatch(profile.cut.kind === "none" ? /^1b6404$/ : /^1b64041d5600/);
  });

  it.each([
    ["Kazakh", "Әлихан Құнанбайұлы Өтеміс, ғылым үйі, іңірде"],
    ["Tatar", "Җәмилә Хәйруллина, җыр һәм өч яңа күлмәк"],
    ["an emoji", "Иван 😀🦷 Петров"],
    ["Chinese", "李小龍"],
    ["control characters", "Пет\u0010\u0004\u0001ров\u001b@\u001dV\u0000 И. И.\r\n\u009b2J"],
    ["300 characters in one word", "Щ".repeat(300)],
    ["300 characters in words", "Жеребцова-Достоевская ".repeat(14).slice(0, 300)],
  ])("with %s: whole, and no wider than the paper", (_what, patient) => {
    const paper = print({ patient, doctor: { name: patient, position: "врач" } }, profile);
    expect(paper.width).toBe(profile.dots);
    expect(paper.after).not.toContain("1b401b40");
    for (let y = 0; y < paper.rows.length; y++) {
      expect(isDark(paper, 0, y) || isDark(paper, profile.dots - 1, y)).toBe(false);
    }
  });

  it("the same layout gives the same bytes", () => {
    const layout = layoutOf({}, profile);
    const first = encodeTicket(layout, profile, { mode: "raster" });
    encodeTicket(layoutOf({ patient: "Иванов А. А." }, profile), profile, { mode: "raster" });
    expect(Buffer.from(encodeTicket(layout, profile, { mode: "raster" })).equals(first)).toBe(true);
  });
});

it.each([
  ["Қазақстан, Үфә, Ёлка № 5 — 100 ₽ «да» 8:00 · ©", "Қазақстан, Үфә, Ёлка № 5 — 100 ₽ «да» 8:00 · ©"],
  ["李 Ли", "? Ли"],
  ["Иван 👩🏽‍⚕️😀 И. 🇷🇺", "Иван ? И. ?"],
  ["שלום", "????"],
])("what the font has no sign of leaves a mark, not a hole: %s", (text, shown) => {
  expect(withGlyphs(text)).toBe(shown);
});

describe("a printer with a presenter", () => {
  it.each([
    ["custom-vkp80ii", "1b64021b691d650309"],
    ["custom-vkp80iii", "1b64021c500a01521e"],
  ])("%s cuts and presents in its own words, once", (name, end) => {
    const profile = readPrinterProfiles().get(name);
    if (!profile) throw new Error(`no profile ${name}`);
    expect(print({}, profile).after).toBe(end);
  });
});

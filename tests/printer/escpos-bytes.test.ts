import { describe, expect, it } from "vitest";
import type { Ticket } from "#contract/index.ts";
import type { PrinterProfile, TicketLayout } from "#printer/index.ts";
import { encodeTicket, genericNarrowProfile, genericProfile, layoutTicket, toPage } from "#printer/index.ts";
import { readEscPos } from "./read-escpos.ts";
import { shippedTexts, someTicket } from "./some-ticket.ts";

const texts = shippedTexts("ru");
const english = { language: "en", texts: shippedTexts("en") };
const layoutOf = (over: Partial<Ticket> = {}, widthMm: 80 | 58 = 80): TicketLayout =>
  layoutTicket({ ticket: someTicket(over), texts, widthMm });
const printed = (layout: TicketLayout, profile: PrinterProfile) => readEscPos(encodeTicket(layout, profile));
const words = (lines: readonly string[]): string => lines.join(" ").replace(/ +/g, " ");

describe.each([genericProfile, genericNarrowProfile])("text mode on $name", (profile) => {
  const layout = layoutOf({}, profile.widthMm);

  it("Russian comes out of the code page as it went in", () => {
    const text = words(printed(layout, profile).lines);
    for (const expected of [
      'ГАУЗ КО "Калужская областная клиническая стоматологическая поликлиника"',
      "Лечебно-хирургическое отделение № 2",
      "Талон № 5512792",
      "23 ноября 2026 г.",
      "Время Кабинет",
      "09:00 214",
      "Врач Захарова Софья Сергеевна врач-стоматолог (приём по полису ОМС)",
      "Услуга Приём врача-стоматолога первичный B01.064.001",
      "подойдите к её стойке.",
      "Талон выдан: 20.11.2026, 14:05",
    ]) {
      expect(text).toContain(expected);
    }
  });

  it("no line is longer than the paper is wide", () => {
    for (const over of [{}, { patient: "Ф".repeat(300), room: "Ж".repeat(300), number: "9".repeat(90) }]) {
      const { lines } = printed(layoutOf(over, profile.widthMm), profile);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(profile.columns);
    }
  });

  it("a name of 300 characters is printed whole", () => {
    const name = Array.from({ length: 25 }, (_, index) => `Слово${String(index).padStart(2, "0")}-ая `).join(
      "",
    );
    const text = words(printed(layoutOf({ patient: name }, profile.widthMm), profile).lines);
    expect(text).toContain(name.trim());
  });

  it("the code is in it once, as ASCII", () => {
    expect(printed(layout, profile).qr).toEqual(["INFOMAT:V1:0199a7c2-5b1e-7d3a-9c41-2f6b8e0d4a17"]);
  });

  it("the same layout gives the same bytes: a job leaves nothing behind for the next", () => {
    const first = encodeTicket(layout, profile);
    encodeTicket(layoutOf({ patient: "Иванов А. А." }, profile.widthMm), profile);
    expect(encodeTicket(layout, profile)).toEqual(first);
    expect(words(printed(layout, profile).lines)).not.toContain("Иванов");
  });

  it("two languages stand together", () => {
    const both = layoutTicket({
      ticket: someTicket(),
      texts,
      secondTexts: english,
      widthMm: profile.widthMm,
    });
    const text = words(printed(both, profile).lines);
    expect(text).toContain("Время / Time Кабинет / Room");
    expect(text).toContain("Врач / Doctor Захарова Софья Сергеевна");
  });
});

describe("the code page", () => {
  it("is the only one ever selected, and is selected again after each reset", () => {
    const profile: PrinterProfile = { ...genericProfile, codePage: { name: "CP866", number: 7 } };
    const bytes = Buffer.from(encodeTicket(layoutOf(), profile));
    const { commands } = readEscPos(bytes);
    const resets = commands.filter(({ name }) => name === "reset");
    expect(resets).toHaveLength(2);
    for (const { at } of resets) {
      expect(bytes.subarray(at, at + 10).toString("hex")).toBe("1b401c2e1b4d001b7407");
    }
    const pages = commands.filter(({ name }) => name === "code page");
    expect(pages.map((page) => page.arguments)).toEqual([[7], [7]]);
  });

  it("CP1251 keeps the signs that it has", () => {
    const profile: PrinterProfile = { ...genericProfile, codePage: { name: "CP1251", number: 46 } };
    expect(words(printed(layoutOf({ clinic: "ООО «Улыбка» — 100 ₽" }), profile).lines)).toContain(
      "ООО «Улыбка» — 100 руб.",
    );
  });

  it("a sign that no page has doesn't make the job jump to another page", () => {
    const strange = "«Ёлка» — 100 ₽… Zürich żółw Әлия Құнанбайұлы 漢字 ☎";
    const { lines, commands } = printed(layoutOf({ clinic: strange, branch: "" }), genericProfile);
    expect(words(lines)).toContain('"Ёлка" - 100 руб.... Zurich zo?w Элия Кунанбайулы ?? ?');
    const pages = commands.filter(({ name }) => name === "code page");
    expect(pages.map((page) => page.arguments[0])).toEqual([17, 17]);
  });

  it.each([
    ["CP866", "ibm866"],
    ["CP1251", "windows-1251"],
  ] as const)("%s: what is sent is on the page, and nothing that is on it gets lost", (page, label) => {
    const all = new TextDecoder(label).decode(Uint8Array.from({ length: 128 }, (_, index) => 128 + index));
    // No ink: no-break space, soft hyphen, and the one byte that has no character.
    const inked = all.replace(/[\u00a0\u00ad\u0098]/g, "");
    expect(toPage(inked, page)).toBe(inked);
  });
});

describe("commands hidden in data", () => {
  it("are printed as text or not at all", () => {
    const evil = "Петров\x1b@\x1dV\x00\x10\x04\x01\x1b\x70\x00И.";
    const layout = layoutOf();
    const blocks = layout.blocks.map((block) => (block.kind === "fact" ? { ...block, value: evil } : block));
    const { commands, lines } = printed({ ...layout, blocks }, genericProfile);
    expect(commands.filter(({ name }) => name === "cut")).toHaveLength(1);
    expect(commands.filter(({ name }) => name === "reset")).toHaveLength(2);
    expect(words(lines)).toContain("Петров@VpИ.");
  });

  it("a QR payload beyond ASCII is a bug that shows", () => {
    const layout = layoutOf();
    const blocks = layout.blocks.map((block) =>
      block.kind === "qr" ? { ...block, payload: "INFOMAT:Я" } : block,
    );
    expect(() => encodeTicket({ ...layout, blocks }, genericProfile)).toThrow("ASCII");
  });
});

describe("the cut", () => {
  it.each([
    ["full", [0x1d, 0x56, 0x00]],
    ["partial", [0x1d, 0x56, 0x01]],
  ] as const)("%s: fed past the cutter first", (kind, cut) => {
    const bytes = encodeTicket(layoutOf(), { ...genericProfile, cut: { kind, feedLines: 5 } });
    const end = [0x1b, 0x64, 5, ...cut, 0x1b, 0x40, 0x1c, 0x2e, 0x1b, 0x4d, 0x00, 0x1b, 0x74, 17];
    expect([...bytes.slice(-end.length)]).toEqual(end);
  });

  it("none: fed to the tear bar", () => {
    const { commands } = printed(layoutOf({}, 58), genericNarrowProfile);
    expect(commands.some(({ name }) => name === "cut")).toBe(false);
    expect(commands.at(-1)).toMatchObject({ name: "feed", arguments: [4] });
  });
});

import { encode } from "uqr";
import { describe, expect, it } from "vitest";
import type { Ticket } from "#contract/index.ts";
import { codeOf, drawTicket, layoutTicket } from "#printer/index.ts";
import type { Picture } from "./read-picture.ts";
import { inkedRows, readPicture, readQr } from "./read-picture.ts";
import { shippedTexts, someTicket } from "./some-ticket.ts";

const texts = shippedTexts("ru");
const secondTexts = { language: "en", texts: shippedTexts("en") };

describe.each([
  { dots: 576, widthMm: 80 },
  { dots: 384, widthMm: 58 },
] as const)("a ticket drawn $dots dots wide", ({ dots, widthMm }) => {
  const draw = async (over: Partial<Ticket> = {}) => {
    const drawn = await drawTicket(layoutTicket({ ticket: someTicket(over), texts, widthMm }), dots);
    return { drawn, picture: await readPicture(drawn.png) };
  };
  const drawBoth = (ticket: Ticket) =>
    drawTicket(layoutTicket({ ticket, texts, secondTexts, widthMm }), dots);

  it("is a PNG of the size that is told, with white margins", async () => {
    const { drawn, picture } = await draw();
    expect([drawn.width, drawn.height]).toEqual([picture.width, picture.height]);
    expect(drawn.width).toBe(dots);
    const rows = inkedRows(picture);
    expect(rows.length).toBeGreaterThan(picture.height / 3);
    expect(rows.at(0)).toBeGreaterThanOrEqual(8);
    expect(rows.at(-1)).toBeLessThan(picture.height - 8);
    for (const x of [0, 7, dots - 8, dots - 1]) {
      expect(rows.filter((y) => picture.isDark(x, y))).toEqual([]);
    }
  });

  it.each([
    ["a UUID", someTicket().visitId],
    ["a counter", "7"],
    ["the longest id that FHIR allows", "a1B2-c3.D".repeat(8).slice(0, 64)],
  ])("carries a code that a scanner can read: %s", async (_kind, visitId) => {
    const { picture } = await draw({ visitId });
    const expected = encode(codeOf(visitId), { ecc: "M", boostEcc: false, border: 0 });
    const { modules, quietZone } = readQr(picture, expected.size);
    expect(modules).toEqual(expected.data);
    expect(quietZone).toBe(true);
  });

  it("names of 300 characters make it longer, never wider", async () => {
    const short = await draw();
    for (const name of ["Ф".repeat(300), "Аа ".repeat(100), "Жеребцова-Достоевская ".repeat(14)]) {
      const long = await draw({ patient: name, room: name, doctor: { name, position: name } });
      expect(long.drawn.width).toBe(dots);
      expect(long.drawn.height).toBeGreaterThan(short.drawn.height);
      const rows = inkedRows(long.picture);
      for (const x of [0, dots - 1]) {
        expect(rows.filter((y) => long.picture.isDark(x, y))).toEqual([]);
      }
    }
  });

  it("another language makes it longer", async () => {
    const { drawn } = await draw();
    expect((await drawBoth(someTicket())).height).toBeGreaterThan(drawn.height);
  });

  it("draws what changes: another doctor is another picture, the same visit the same one", async () => {
    const { drawn } = await draw();
    const other = await draw({ doctor: { name: "Захарова Софья Андреевна", position: "врач-стоматолог" } });
    expect(Buffer.from((await draw()).drawn.png).equals(drawn.png)).toBe(true);
    expect(Buffer.from(other.drawn.png).equals(drawn.png)).toBe(false);
  });
});

describe("the font", () => {
  const drawText = async (text: string, bold = false) => {
    const block = { kind: "text", text, align: "left", size: "normal", bold } as const;
    return readPicture((await drawTicket({ widthMm: 80, blocks: [block] }, 576)).png);
  };
  const inkOf = async (text: string): Promise<number> => {
    const picture = await drawText(text);
    let ink = 0;
    for (let y = 0; y < picture.height; y++) {
      for (let x = 0; x < picture.width; x++) ink += 255 - picture.at(x, y);
    }
    return ink;
  };

  it("bold is the font's own bold, whose letters are wider, not smeared regular", async () => {
    const text = "ШШШШШШШШШШШШШШШШ";
    const rightEdge = (picture: Picture): number => {
      const rows = inkedRows(picture);
      const columns = Array.from({ length: picture.width }, (_, x) => x);
      return columns.findLast((x) => rows.some((y) => picture.isDark(x, y))) ?? 0;
    };
    expect(rightEdge(await drawText(text, true))).toBeGreaterThan(rightEdge(await drawText(text)) + 4);
  });

  it("has the letters of all the kiosk's languages and the rouble: none is drawn as the empty box", async () => {
    // A letter that no font of ours has: its box.
    const box = await inkOf("\u{10ffff}");
    for (const letter of "Ёё№₽«»—ӘәҒғҚқҢңӨөҰұҮүҺһІіҖҗ8:AZaz") {
      const ink = await inkOf(letter);
      expect(ink, letter).toBeGreaterThan(0);
      expect(ink, letter).not.toBe(box);
    }
  });
});

/** The dark dots of a row, from the left. */
const darkIn = (picture: Picture, y: number): number[] =>
  Array.from({ length: picture.width }, (_, x) => x).filter((x) => picture.isDark(x, y));

it("a logo stands at the head as it is, dot by dot, its white dots white", async () => {
  // Two black bars with a white one between them, 16 × 6 dots, above a row that is white.
  const bits = Uint8Array.from(Array.from({ length: 7 }, (_, y) => (y < 6 ? [0xf0, 0x0f] : [0, 0])).flat());
  const layout = layoutTicket({ ticket: someTicket(), texts, widthMm: 80 });
  const { png } = await drawTicket(layout, 576, { logo: { width: 16, height: 7, bits } });
  const picture = await readPicture(png);
  const [top = 0] = inkedRows(picture);
  const [left = 0] = darkIn(picture, top);
  const bars = [0, 1, 2, 3, 12, 13, 14, 15].map((x) => left + x);
  for (let y = top; y < top + 6; y++) expect(darkIn(picture, y)).toEqual(bars);
  expect(darkIn(picture, top + 6)).toEqual([]);
});

it("the mark of a copy is white letters in a black box", async () => {
  const copy = { at: { date: "2026-11-20", time: "10:00" } };
  const layout = layoutTicket({ ticket: someTicket(), texts, widthMm: 80, copy });
  const picture = await readPicture((await drawTicket(layout, 576)).png);
  const [top = 0] = inkedRows(picture);
  const edge = darkIn(picture, top);
  const [left = 0, right = 0] = [edge.at(0), edge.at(-1)];
  expect(edge).toHaveLength(right - left + 1);
  expect(edge.length).toBeGreaterThan(400);
  let box = top;
  while (picture.isDark(left, box)) box++;
  const whites = Array.from(
    { length: box - top },
    (_, y) => right - left + 1 - darkIn(picture, top + y).length,
  );
  const lettered = whites.filter((count) => count > 20);
  expect(lettered.length).toBeGreaterThan(15);
  // Letters, and not a box that is empty.
  for (const count of lettered) expect(count).toBeLessThan(edge.length / 2);
});

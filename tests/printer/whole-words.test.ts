import { describe, expect, test } from "vitest";
import { longestValues } from "#demo-central/seed/real-values.ts";
import { placeBlock } from "#printer/draw/place-block.ts";
import { sizesFor } from "#printer/draw/sizes.ts";
import {
  encodeTicket,
  genericNarrowProfile,
  genericProfile,
  layoutTicket,
  type TicketRequest,
  wrapText,
} from "#printer/index.ts";
import { readEscPos } from "./read-escpos.ts";
import { shippedTexts, someTicket, textsOf } from "./some-ticket.ts";

const within = (columns: number) => (text: string) => text.length <= columns;

test.each([
  ["one two three", 7, ["one two", "three"]],
  ["", 5, []],
  ["Константинопольская-Переяславская", 24, ["Константинопольская-", "Переяславская"]],
  ["Оториноларингология", 12, ["Оторинола-", "рингология"]],
  ["врач Оториноларингология утром", 12, ["врач", "Оторинола-", "рингология", "утром"]],
  ["объявление", 6, ["объяв-", "ление"]],
  ["подъезд", 6, ["подъ-", "езд"]],
  // A hyphen would change these.
  ["0199a7c25b1e7d3a9c41", 8, ["0199a7c2", "5b1e7d3a", "9c41"]],
  ["4056410842001238", 10, ["4056410842", "001238"]],
  ["ivanova.maria@poliklinika.example", 20, ["ivanova.maria@", "poliklinika.example"]],
  ["ЩЩЩЩЩЩЩЩ", 3, ["ЩЩЩ", "ЩЩЩ", "ЩЩ"]],
])("«%s» in lines of %i", (text, columns, lines) => {
  expect(wrapText(text, within(columns))).toEqual(lines);
});

test("no line is longer than it may be, and nothing of a text is lost", () => {
  const texts = [Object.values(longestValues).join(" "), "Ы".repeat(90), "а-".repeat(40), "12/".repeat(30)];
  for (const text of texts)
    for (let columns = 2; columns < 50; columns++) {
      const lines = wrapText(text, within(columns));
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(columns);
      const bare = (words: string): string => words.replace(/[\s-]/g, "");
      expect(bare(lines.join(""))).toBe(bare(text));
    }
});

const { service, room, position, family, given, patronymic, clinic, branch, address, phone } = longestValues;
const odd = {
  usual: {},
  longest: {
    clinic,
    branch,
    address,
    room,
    phone,
    service: { code: "B01.064.001", name: service },
    doctor: { name: `${family} ${given} ${patronymic}`, position },
    patient: `${family} ${given} ${patronymic}`,
  },
  "a long word in each place": {
    clinic: "Рентгенэндоваскулярная",
    room: "Рентгенэндоваскулярная",
    number: "1000123456789",
    phone: "8(4842)55-55-55,доб.1234",
    service: { code: "A16.12.026.005.001", name: "Рентгенэндоваскулярная" },
    doctor: { name: "Абдурахмангаджиева-Ли Анна", position: "рентгенэндоваскулярный" },
  },
} as const;

/** The words of a layout's texts that stand on a line of `fits`, however they are set. */
const shortWords = (texts: readonly string[], fits: (word: string) => boolean): string[] =>
  texts.flatMap((text) => text.split(" ")).filter((word) => word !== "" && fits(word));

describe.each([
  ["80 mm", genericProfile],
  ["58 mm", genericNarrowProfile],
])("on %s paper", (_paper, profile) => {
  const requests = ["ru", "en", "kk", "tt"].flatMap((language) =>
    Object.entries(odd).map(
      ([name, over]) =>
        [
          `${name}, ${language}`,
          {
            ticket: someTicket(over),
            texts: shippedTexts("ru"),
            copy: { at: { date: "2026-09-28", time: "10:24" } },
            ...(language === "ru" ? {} : { secondTexts: { language, texts: shippedTexts(language) } }),
            widthMm: profile.widthMm,
          } satisfies TicketRequest,
        ] as const,
    ),
  );

  test.each(requests)("the picture breaks no word that has a line of its own: %s", (_name, request) => {
    const sizes = sizesFor(profile.dots, profile.dotsPerMm);
    const column = { x: sizes.margin, width: profile.dots - 2 * sizes.margin };
    // Every letter as wide as a broad one: what holds at this width holds with any face.
    const measure = (text: string, { size }: { readonly size: number }): number => text.length * size * 0.62;
    for (const block of request && layoutTicket(request).blocks) {
      const set = placeBlock(block, { sizes, column, measure })
        .marks.filter((mark) => mark.kind === "text")
        .map((mark) => ({ words: mark.text.split(" "), ends: mark.x + measure(mark.text, mark.font) }));
      for (const { ends } of set) expect(ends).toBeLessThanOrEqual(profile.dots);
      const words = set.flatMap((line) => line.words);
      const normal = { size: sizes.text.normal };
      const texts = textsOf({ widthMm: profile.widthMm, blocks: [block] }).filter(
        (text) => block.kind !== "qr" || text !== block.payload,
      );
      const small = texts.filter((text) => text !== "");
      for (const word of shortWords(small, (one) => measure(one, normal) <= column.width))
        expect(words).toContain(word);
    }
  });

  test.each(requests)("text mode breaks no word that has a line of its own: %s", (_name, request) => {
    const layout = layoutTicket(request);
    const { lines } = readEscPos(encodeTicket(layout, { ...profile, mode: "text" }, { mode: "text" }));
    const words = lines.flatMap((line) => line.split(/[ :]/));
    // Letters that the page lacks are printed as others: only plain Russian words are looked for.
    const plain = (word: string): boolean => /^[А-Яа-яё\d-]+$/u.test(word);
    for (const word of shortWords(textsOf(layout), (one) => one.length <= profile.columns && plain(one)))
      expect(words).toContain(word);
  });
});

import { describe, expect, it } from "vitest";
import { encodeTicket, genericNarrowProfile, genericProfile, layoutTicket } from "#printer/index.ts";
import { readEscPos } from "#tests/printer/read-escpos.ts";
import { shippedTexts, someTicket } from "#tests/printer/some-ticket.ts";

const long = "Жеребцова-Достоевская ".repeat(14).slice(0, 300).trim();

describe.each([genericProfile, genericNarrowProfile])(
  "a name in letters of the code page on $name",
  (profile) => {
    it.each([
      ["Kazakh", "Әлихан Құнанбайұлы Өтеміс", "Элихан Кунанбайулы Отемiс"],
      ["Tatar", "Җәмилә Хәйруллина, җиңел һөнәр", "Жэмилэ Хэйруллина, жинел хонэр"],
      ["an emoji", "Иван 😀 Петров", "Иван ? Петров"],
      ["Chinese", "李小龍", "???"],
      ["control characters", "Пет\u0010\u0004\u0001ров\u001b@\u001dV\u0000 И.\r\n\u009b2J", "Петров@V И. 2J"],
      ["quotation marks and a dash", "«Ёлка» — № 5", '"Ёлка" - № 5'],
      ["300 characters in words", long, long],
      ["300 characters in one word", "Щ".repeat(300), "Щ".repeat(300)],
    ])("%s", (_what, patient, shown) => {
      const layout = layoutTicket({
        ticket: someTicket({ patient }),
        texts: shippedTexts("ru"),
        widthMm: profile.widthMm,
      });
      const { lines, commands } = readEscPos(encodeTicket(layout, profile, { mode: "text" }));
      const squeezed = (text: string): string => text.replace(/\s+/g, "");
      expect(squeezed(lines.join(""))).toContain(squeezed(shown));
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(profile.columns);
      expect(commands.filter(({ name }) => name === "cut").length).toBeLessThanOrEqual(1);
    });
  },
);

import { describe, expect, it } from "vitest";
import type { Ticket } from "#contract/index.ts";
import { visitStatuses } from "#contract/index.ts";
import { layoutTicket } from "#printer/index.ts";
import { shippedTexts, someTicket, textsOf } from "./some-ticket.ts";

const texts = shippedTexts("ru");
const english = { language: "en", texts: shippedTexts("en") };
const read = (over: Partial<Ticket> = {}): string =>
  textsOf(layoutTicket({ ticket: someTicket(over), texts, widthMm: 80 })).join("\n");

describe("a ticket names every fact of the visit", () => {
  it.each([
    ["organisation", "ГАУЗ КО «Калужская областная клиническая стоматологическая поликлиника»"],
    ["branch", "Лечебно-хирургическое отделение № 2"],
    ["address", "г. Калуга, ул. Знаменская, д. 60"],
    ["room", "214"],
    ["ticket number", "Талон № 5512792"],
    ["service", "Приём врача-стоматолога первичный"],
    ["service code", "B01.064.001"],
    ["doctor", "Захарова Софья Сергеевна"],
    ["position", "врач-стоматолог (приём по полису ОМС)"],
    ["weekday", "Понедельник"],
    ["date with the month in words", "23 ноября 2026 г."],
    ["time", "09:00"],
    ["patient", "Петров И. И."],
    ["status", "Заявка подтверждена"],
    ["time of issue", "20.11.2026, 14:05"],
    ["reminder", "полис и документ, удостоверяющий личность"],
    ["how to cancel", "Отмените запись"],
    ["phone", "8-800-200-56-03"],
    ["code", "INFOMAT:V1:0199a7c2-5b1e-7d3a-9c41-2f6b8e0d4a17"],
  ])("%s", (_field, text) => {
    expect(read()).toContain(text);
  });

  it("room and time are the largest things on it", () => {
    const { blocks } = layoutTicket({ ticket: someTicket(), texts, widthMm: 80 });
    const huge = blocks.filter((block) => block.kind === "hero" && block.size === "huge");
    expect(huge).toEqual([
      expect.objectContaining({
        left: { label: { main: "Время", second: null }, value: "09:00" },
        right: { label: { main: "Кабинет", second: null }, value: "214" },
      }),
    ]);
  });

  it("every status has words of its own", () => {
    const words = visitStatuses.map((status) => read({ status }));
    expect(new Set(words).size).toBe(visitStatuses.length);
  });

  it("ends with a cut", () => {
    expect(layoutTicket({ ticket: someTicket(), texts, widthMm: 58 }).blocks.at(-1)).toEqual({ kind: "cut" });
  });
});

describe("a fact that the clinic left empty", () => {
  it("room: said in words, and the time stands alone", () => {
    expect(read({ room: "" })).toContain("Номер кабинета уточните в регистратуре");
    expect(read({ room: "" })).not.toContain("Кабинет\n");
  });

  it("phone: the ticket sends to reception instead of asking to call", () => {
    expect(read({ phone: "" })).toContain("Отмените запись у стойки регистратуры");
    expect(read({ phone: "" })).not.toContain("позвоните");
  });

  it("a branch with the clinic's own name is not said twice", () => {
    const clinic = "Городская поликлиника № 1";
    expect(read({ clinic, branch: clinic }).split(clinic)).toHaveLength(2);
  });

  it("branch, position, service code and address leave no empty text behind", () => {
    const ticket = someTicket({
      branch: "",
      address: "",
      doctor: { name: "Захарова С. С.", position: "" },
      service: { code: "", name: "Приём" },
    });
    const { blocks } = layoutTicket({ ticket, texts, widthMm: 80 });
    expect(blocks).not.toContainEqual(expect.objectContaining({ text: "" }));
    expect(blocks).not.toContainEqual(expect.objectContaining({ note: "" }));
  });
});

describe("another language", () => {
  const both = textsOf(layoutTicket({ ticket: someTicket(), texts, secondTexts: english, widthMm: 80 }));

  it("stands beside the Russian, caption by caption", () => {
    for (const pair of [
      ["Врач", "Doctor"],
      ["Услуга", "Service"],
      ["Пациент", "Patient"],
      ["Время", "Time"],
      ["Кабинет", "Room"],
      ["Регистратура", "Front desk"],
      ["Понедельник", "Monday, 23 November 2026"],
    ]) {
      expect(both.join("\n")).toContain(pair.join("\n"));
    }
  });

  it("says a word that both have once", () => {
    const secondTexts = { language: "tt", texts: shippedTexts("tt") };
    const tatar = textsOf(layoutTicket({ ticket: someTicket(), texts, secondTexts, widthMm: 80 }));
    expect(tatar).toContain("Табиб");
    for (const word of ["Талон", "Кабинет", "Пациент", "Регистратура"]) {
      expect(tatar.filter((text) => text === word || text === `${word} № 5512792`)).toHaveLength(1);
    }
  });

  it("writes its own date", () => {
    const dateIn = (language: string): string =>
      textsOf(
        layoutTicket({
          ticket: someTicket(),
          texts,
          secondTexts: { language, texts: shippedTexts(language) },
          widthMm: 80,
        }),
      ).join("\n");
    expect(dateIn("kk")).toContain("Дүйсенбі, 2026 ж. 23 қараша");
    expect(dateIn("tt")).toContain("Дүшәмбе, 23 ноябрь, 2026 ел");
  });

  it("takes nothing of the Russian away", () => {
    const alone = textsOf(layoutTicket({ ticket: someTicket(), texts, widthMm: 80 }));
    for (const text of alone) expect(both).toContain(text);
  });

  it("has all the texts that Russian has", () => {
    expect(Object.keys(english.texts)).toEqual(Object.keys(texts));
  });
});

describe("a copy", () => {
  it("says so first, with the time of printing", () => {
    const layout = layoutTicket({
      ticket: someTicket(),
      texts,
      copy: { at: { date: "2026-11-21", time: "08:30" } },
      widthMm: 80,
    });
    expect(layout.blocks[0]).toEqual({
      kind: "banner",
      text: "КОПИЯ",
      note: "напечатана 21.11.2026, 08:30",
    });
    expect(textsOf(layout)).toContain("Талон № 5512792");
  });

  it("the first print doesn't", () => {
    expect(read()).not.toContain("КОПИЯ");
  });
});

describe("dates are the clinic's calendar days", () => {
  it.each([
    ["2026-12-31", "Четверг", "31 декабря 2026 г."],
    ["2027-01-01", "Пятница", "1 января 2027 г."],
    ["2028-02-29", "Вторник", "29 февраля 2028 г."],
  ])("%s", (date, weekday, written) => {
    const text = read({ date });
    expect(text).toContain(weekday);
    expect(text).toContain(written);
  });
});

describe("hostile characters", () => {
  const bidi = "\u202e";
  const nasty = `Ива\u0000нов\u001b@\u0007\u009b31m${bidi}И.\u200b\nИ.\ud800`;

  it("leave every field before it reaches a device", () => {
    const ticket = someTicket({
      number: nasty,
      clinic: nasty,
      branch: `${nasty}2`,
      address: nasty,
      room: nasty,
      service: { code: nasty, name: nasty },
      doctor: { name: nasty, position: nasty },
      patient: nasty,
      phone: nasty,
    });
    const all = textsOf(layoutTicket({ ticket, texts, widthMm: 80 }));
    expect(all.filter((text) => /[\p{Cc}\p{Cf}\p{Cs}]/u.test(text))).toEqual([]);
    expect(all).toContain("Иванов@31mИ. И.\ufffd");
  });
});

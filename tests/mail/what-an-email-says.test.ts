import { describe, expect, test } from "vitest";
import { writeEmail } from "#main/mail/email-message.ts";
import { mailTexts, someTicket } from "./mail-bench.ts";

const russian = mailTexts("ru");
const write = (more: Partial<typeof someTicket> = {}, second: string | null = null, cancelAhead = 24) =>
  writeEmail({
    ticket: { ...someTicket, ...more },
    texts: russian,
    second: second === null ? null : mailTexts(second),
    cancelAhead,
  });

describe("an e-mail", () => {
  test("tells who, where, when, to whom and what to bring, in both its forms", () => {
    const { text, html } = write();
    for (const fact of [
      "100012",
      "Петров И. И.",
      "23 ноября 2026 г., понедельник",
      "16:30",
      "Городская поликлиника № 2, Поликлиническое отделение № 1, г. Калуга, ул. Липовая, 7",
      "204",
      "Захарова Софья Сергеевна, врач-терапевт участковый",
      "Приём врача-терапевта участкового первичный",
      "8 (4842) 55-10-00",
      "полис",
    ]) {
      expect(text).toContain(fact);
      expect(html).toContain(fact);
    }
  });

  test("has nothing medical and nobody's name in its subject", () => {
    expect(write().subject).toBe("Копия талона 100012");
  });

  test("asks to cancel a day ahead, by day and time", () => {
    expect(write().text).toContain("до 22 ноября 2026 г., 16:30");
    expect(write({}, null, 48).text).toContain("до 21 ноября 2026 г., 16:30");
  });

  test("asks for no moment that has passed", () => {
    const tomorrow = { date: "2026-11-21", time: "10:00" };
    expect(write(tomorrow).text).toContain("как можно раньше");
    expect(write({}, null, 0).text).toContain("как можно раньше");
  });

  test("leaves out what the clinic doesn't know, and says where a room is to be asked for", () => {
    const { text } = write({ room: "", phone: "", branch: someTicket.clinic });
    expect(text).toContain(russian.ticket.roomUnknown);
    expect(text).not.toContain(`${russian.ticket.phone}:`);
    expect(text.split(someTicket.clinic)).toHaveLength(2);
  });

  test("can be told nothing that a mail program would take for its own", () => {
    const evil = {
      number: "1\r\nBcc: all@example.com",
      clinic: '<script>alert("x")</script>',
      patient: "О'Нил & Ко",
    };
    const { subject, text, html } = write(evil);
    expect(subject).toBe("Копия талона 1 Bcc: all@example.com");
    expect(text).not.toContain("\r");
    expect(html).not.toContain("<script>");
    expect(html).toContain("О'Нил &amp; Ко");
    expect(html).not.toMatch(/https?:|src=|<img/);
  });
});

describe.each(["en", "kk", "tt"])("in %s beside the Russian", (language) => {
  const own = mailTexts(language);

  test("everything that the kiosk says stands there twice, the facts once", () => {
    const { text, html } = write({}, language);
    for (const { mail, ticket } of [russian, own]) {
      for (const said of [mail.intro, mail.cancelHow, mail.wrongAddress, ticket.reminder])
        expect(text).toContain(said);
    }
    expect(text.split(someTicket.doctor.name)).toHaveLength(2);
    expect(html).toContain(`lang="${language}"`);
    expect(html).toContain('<html lang="ru">');
  });

  test("the subject stays Russian, and no place is left to be filled in", () => {
    const { subject, text, html } = write({}, language);
    expect(subject).toBe("Копия талона 100012");
    expect(text + html).not.toContain("{{");
  });
});

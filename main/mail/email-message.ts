import type { Ticket } from "#contract/tickets/ticket.ts";
import { weekdayCaption, writeDate } from "#contract/time/date-words.ts";
import { cleanText, type TicketTexts } from "#printer/index.ts";
import type { MailTexts } from "./messages.ts";
import type { EmailContent } from "./outbox/outbox.ts";
import { type Block, htmlOf, textOf, type Words } from "./page.ts";

/** What e-mails say in one language. */
export type EmailTexts = {
  readonly language: string;
  readonly ticket: TicketTexts;
  readonly mail: MailTexts;
};

export type EmailRequest = {
  readonly ticket: Ticket;
  /** What has become of the visit since the last e-mail about it; left out in the first one. */
  readonly change?: EmailContent["change"];
  /** Russian. */
  readonly texts: EmailTexts;
  /** The language that the patient chose, where it is another one: it stands beside the Russian. */
  readonly second: EmailTexts | null;
  /** Hours before a visit until which patients are asked to cancel it; 0: nobody is. */
  readonly cancelAhead: number;
};

/**
 * The copy of a ticket that is sent by e-mail. The subject tells neither doctor nor clinic: it stands on locked
 * screens and in other people's view.
 */
export function writeEmail(request: EmailRequest): { subject: string; text: string; html: string } {
  const { ticket, texts } = request;
  const says = { moved: texts.mail.movedSubject, cancelled: texts.mail.cancelledSubject };
  const subject = filled(request.change ? says[request.change.kind] : texts.mail.subject, {
    number: cleanText(ticket.number),
  });
  const blocks = blocksOf(request);
  return { subject, text: textOf(blocks), html: htmlOf({ subject, language: texts.language, blocks }) };
}

function blocksOf(request: EmailRequest): Block[] {
  const { ticket } = request;
  const says = (write: (texts: EmailTexts) => string): Words => inBoth(request, write);
  const paragraph = (write: (texts: EmailTexts) => string): Block => ({
    kind: "paragraph",
    words: says(write),
  });
  const fact = (label: (texts: EmailTexts) => string, value: Words | string): Block[] => {
    const words = typeof value === "string" ? { main: cleanText(value), second: null } : value;
    return words.main === "" ? [] : [{ kind: "fact", label: says(label), value: words }];
  };
  const { clinic, branch, address, room, doctor, service } = ticket;
  const places = [...new Set([clinic, branch, address].map(cleanText))].filter(Boolean);
  return [
    paragraph(({ mail }) => mail.greeting),
    paragraph((texts) => introOf(request, texts)),
    ...fact((texts) => texts.ticket.number, ticket.number),
    ...fact((texts) => texts.ticket.patient, ticket.patient),
    ...fact(
      ({ mail }) => mail.date,
      says(({ ticket: { dates } }) =>
        [writeDate(ticket.date, "writtenDate", dates), weekdayCaption(ticket.date, dates).toLowerCase()].join(
          ", ",
        ),
      ),
    ),
    ...fact((texts) => texts.ticket.time, ticket.time),
    ...fact(({ mail }) => mail.place, places.join(", ")),
    ...fact((texts) => texts.ticket.room, room === "" ? says((texts) => texts.ticket.roomUnknown) : room),
    ...fact((texts) => texts.ticket.doctor, [doctor.name, doctor.position].filter(Boolean).join(", ")),
    ...fact((texts) => texts.ticket.service, service.name),
    ...fact((texts) => texts.ticket.phone, ticket.phone),
    ...fact((texts) => texts.ticket.issuedBy, ticket.issuedBy ?? ""),
    ...(request.change?.kind === "cancelled"
      ? []
      : [
          paragraph((texts) => texts.ticket.reminder),
          paragraph((texts) => cancelling(request, texts)),
          paragraph(({ mail }) => mail.cancelHow),
        ]),
    { kind: "small", words: says(({ mail }) => mail.automatic) },
    { kind: "small", words: says(({ mail }) => mail.wrongAddress) },
  ];
}

/** What the e-mail is about: a new visit, or what has become of one. */
function introOf({ change }: EmailRequest, { ticket: { dates }, mail }: EmailTexts): string {
  switch (change?.kind) {
    case undefined:
      return mail.intro;
    case "cancelled":
      return mail.cancelledIntro;
    case "moved": {
      const { date, time } = change.before;
      return filled(mail.movedIntro, { before: `${writeDate(date, "writtenDate", dates)}, ${time}` });
    }
  }
}

/** Asks to cancel by a day and a time, as long as that lies ahead. */
function cancelling({ ticket, cancelAhead }: EmailRequest, { ticket: { dates }, mail }: EmailTexts): string {
  // Wall-clock times, counted as if in UTC: a night in which clocks change moves an advice by an hour.
  const visit = Date.parse(`${ticket.date}T${ticket.time}Z`);
  const issued = Date.parse(`${ticket.issuedAt.date}T${ticket.issuedAt.time}Z`);
  const deadline = visit - cancelAhead * 3_600_000;
  if (cancelAhead === 0 || deadline <= issued) return mail.cancelSoon;
  const [date = "", time = ""] = new Date(deadline).toISOString().slice(0, 16).split("T");
  return filled(mail.cancelBefore, { deadline: `${writeDate(date, "writtenDate", dates)}, ${time}` });
}

/** A sentence that both languages write alike stands there once. */
function inBoth({ texts, second }: EmailRequest, write: (texts: EmailTexts) => string): Words {
  const main = write(texts);
  const other = second ? write(second) : main;
  return {
    main,
    second: second === null || other === main ? null : { language: second.language, text: other },
  };
}

const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? "");

import type { DayAndTime, Ticket } from "#contract/index.ts";
import { weekdayCaption, writeDate, writeDateAndTime } from "#contract/index.ts";
import type { Block, Cell, Label, PaperWidth, TicketLayout } from "./blocks.ts";
import { cleanText } from "./clean.ts";
import type { TicketTexts } from "./messages.ts";
import { statusText } from "./messages.ts";

export type TicketRequest = {
  readonly ticket: Ticket;
  /** Russian. */
  readonly texts: TicketTexts;
  /** The language that the patient chose, where it is another one: its captions stand beside the Russian. */
  readonly secondTexts?: { readonly language: string; readonly texts: TicketTexts };
  /** Marks a ticket that was printed before, with the clinic's time of this printing. */
  readonly copy?: { readonly at: DayAndTime };
  readonly widthMm: PaperWidth;
};

/** The text of a ticket's code: the appointment id, so that reception finds the visit by a scan. ASCII. */
export const codeOf = (visitId: string): string => `INFOMAT:V1:${visitId}`;

/**
 * Lays out a ticket with every field that a clinic must print, as plain data. Facts that the clinic left
 * empty (branch, position, service code, phone) take no place; an empty room is said in words.
 */
export function layoutTicket(request: TicketRequest): TicketLayout {
  const blocks = [
    ...copyMark(request),
    ...heading(request),
    ...whenAndWhere(request),
    ...facts(request),
    ...advice(request),
    ...foot(request),
    { kind: "cut" } as const,
  ];
  return { widthMm: request.widthMm, blocks };
}

function copyMark({ texts, secondTexts, copy }: TicketRequest): Block[] {
  if (!copy) return [];
  const second = secondTexts ? ` / ${secondTexts.texts.copy}` : "";
  const made = `${texts.copyMade} ${writeDateAndTime(copy.at, texts.dates)}`;
  return [{ kind: "banner", text: texts.copy + second, note: made }, large];
}

function heading(request: TicketRequest): Block[] {
  const { ticket, texts } = request;
  const clinic = cleanText(ticket.clinic);
  const branch = cleanText(ticket.branch);
  return [
    ...centered(clinic, "normal", true),
    ...(branch === clinic ? [] : centered(branch, "normal", false)),
    ...centered(cleanText(ticket.address), "small", false),
    small,
    thick,
    ...centered(`${texts.number} № ${cleanText(ticket.number)}`, "large", true),
    ...centered(label(request, "number").second ?? "", "small", false),
    thin,
  ];
}

function whenAndWhere(request: TicketRequest): Block[] {
  const { ticket, texts, secondTexts } = request;
  const second = secondTexts?.texts;
  const room = cleanText(ticket.room);
  const day: Label = {
    main: weekdayCaption(ticket.date, texts.dates),
    second: second
      ? `${weekdayCaption(ticket.date, second.dates)}, ${writeDate(ticket.date, "writtenDate", second.dates)}`
      : null,
  };
  const date: Cell = { label: day, value: cleanText(writeDate(ticket.date, "writtenDate", texts.dates)) };
  const time: Cell = { label: label(request, "time"), value: ticket.time };
  return [
    { kind: "hero", size: "large", left: date, right: null },
    large,
    {
      kind: "hero",
      size: "huge",
      left: time,
      right: room === "" ? null : { label: label(request, "room"), value: room },
    },
    ...(room === "" ? bilingual(request, "roomUnknown", "normal", true) : []),
    thin,
  ];
}

function facts(request: TicketRequest): Block[] {
  const { ticket, texts, secondTexts } = request;
  const fact = (key: CaptionKey, value: string, note = ""): Block => ({
    kind: "fact",
    label: label(request, key),
    value: cleanText(value),
    note: cleanText(note) || null,
  });
  const status = (shown: TicketTexts | undefined) => (shown ? statusText(ticket.status, shown) : "");
  return [
    fact("doctor", ticket.doctor.name, ticket.doctor.position),
    fact("service", ticket.service.name, ticket.service.code),
    fact("patient", ticket.patient),
    fact("status", status(texts), status(secondTexts?.texts)),
    ...(ticket.issuedBy === undefined ? [] : [fact("issuedBy", ticket.issuedBy)]),
    thick,
  ];
}

function advice(request: TicketRequest): Block[] {
  const reachable = cleanText(request.ticket.phone) !== "";
  return [
    ...bilingual(request, "reminder", "normal", true),
    small,
    ...bilingual(request, reachable ? "cancel" : "cancelAtReception", "small", false),
    thin,
  ];
}

function foot(request: TicketRequest): Block[] {
  const { ticket, texts } = request;
  const phone = cleanText(ticket.phone);
  const issued: Cell = {
    label: label(request, "issued"),
    value: writeDateAndTime(ticket.issuedAt, texts.dates),
  };
  return [
    {
      kind: "qr",
      payload: codeOf(ticket.visitId),
      caption: label(request, "code"),
      beside: phone === "" ? [issued] : [{ label: label(request, "phone"), value: phone }, issued],
    },
  ];
}

type CaptionKey = Exclude<keyof TicketTexts, "dates">;

const small: Block = { kind: "space", size: "small" };
const large: Block = { kind: "space", size: "large" };
const thin: Block = { kind: "rule", weight: "thin" };
const thick: Block = { kind: "rule", weight: "thick" };

/** A caption that is the same word in both languages («Пациент» in Tatar) stands there once. */
function label({ texts, secondTexts }: TicketRequest, key: CaptionKey): Label {
  const second = secondTexts?.texts[key] ?? texts[key];
  return { main: texts[key], second: second === texts[key] ? null : second };
}

const centered = (text: string, size: "small" | "normal" | "large", bold: boolean): Block[] =>
  text === "" ? [] : [{ kind: "text", text, align: "center", size, bold }];

function bilingual(
  request: TicketRequest,
  key: CaptionKey,
  size: "small" | "normal",
  bold: boolean,
): Block[] {
  const { main, second } = label(request, key);
  return [main, ...(second === null ? [] : [second])].map(
    (text, index): Block => ({
      kind: "text",
      text,
      align: "left",
      size: index === 0 ? size : "small",
      bold: bold && index === 0,
    }),
  );
}

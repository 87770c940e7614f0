import { fileURLToPath } from "node:url";
import type { Ticket } from "#contract/index.ts";
import { loadTicketTexts } from "#main/tickets/ticket-texts.ts";
import type { Block, TicketLayout, TicketTexts } from "#printer/index.ts";
import { keptLog } from "#tests/support/log.ts";

/** A visit as the core knows it; every field can be told apart in what is printed. */
export const someTicket = (over: Partial<Ticket> = {}): Ticket => ({
  visitId: "0199a7c2-5b1e-7d3a-9c41-2f6b8e0d4a17",
  number: "5512792",
  clinic: "ГАУЗ КО «Калужская областная клиническая стоматологическая поликлиника»",
  branch: "Лечебно-хирургическое отделение № 2",
  address: "г. Калуга, ул. Знаменская, д. 60",
  room: "214",
  service: { code: "B01.064.001", name: "Приём врача-стоматолога первичный" },
  doctor: { name: "Захарова Софья Сергеевна", position: "врач-стоматолог (приём по полису ОМС)" },
  date: "2026-11-23",
  time: "09:00",
  patient: "Петров И. И.",
  status: "booked",
  phone: "8-800-200-56-03",
  issuedAt: { date: "2026-11-20", time: "14:05" },
  ...over,
});

/** The texts that the kiosk ships with. */
export const shippedTexts = (language: string): TicketTexts =>
  loadTicketTexts(
    fileURLToPath(new URL("../../assets/locales", import.meta.url)),
    [language],
    keptLog(),
  )(language);

/** Every text of a layout, in the order in which it is read. */
export const textsOf = (layout: TicketLayout): string[] => layout.blocks.flatMap(textsOfBlock);

function textsOfBlock(block: Block): string[] {
  switch (block.kind) {
    case "text":
      return [block.text];
    case "banner":
      return [block.text, block.note];
    case "hero":
      return [block.left, ...(block.right ? [block.right] : [])].flatMap(({ label, value }) => [
        label.main,
        label.second ?? "",
        value,
      ]);
    case "fact":
      return [block.label.main, block.label.second ?? "", block.value, block.note ?? ""];
    case "qr":
      return [
        block.payload,
        block.caption.main,
        block.caption.second ?? "",
        ...block.beside.flatMap(({ label, value }) => [label.main, label.second ?? "", value]),
      ];
    case "rule":
    case "space":
    case "cut":
      return [];
  }
}

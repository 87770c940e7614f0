export * from "./blocks.ts";
export { cleanText } from "./clean.ts";
export { codeOf, layoutTicket, type TicketRequest } from "./layout-ticket.ts";
export { type TicketTexts, ticketTextsSchema } from "./messages.ts";
export { type Fits, keepsWords, wrapText } from "./wrap.ts";

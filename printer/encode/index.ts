export { toPage } from "./code-pages.ts";
export { encodeTicket } from "./encode-ticket.ts";

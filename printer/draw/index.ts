export { drawTicket, type TicketPicture } from "./draw-ticket.ts";
export { qrModules } from "./place-qr.ts";

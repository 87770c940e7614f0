export { type Bitmap, bitmapOfCells, dither, isBlackAt, type Shades, threshold, toShades } from "./bitmap.ts";
export { drawTicket, type TicketPicture, ticketBitmap } from "./draw-ticket.ts";
export { withGlyphs } from "./fonts.ts";
export { loadLogo } from "./logo.ts";
export type { DrawOptions } from "./paint-ticket.ts";
export { qrModules } from "./place-qr.ts";

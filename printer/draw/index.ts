export { type Bitmap, bitmapOfCells, isBlackAt } from "./bitmap.ts";
export { drawTicket, ticketBitmap } from "./draw-ticket.ts";
export { withGlyphs } from "./fonts.ts";
export { loadLogo } from "./logo.ts";
export { qrModules } from "./place-qr.ts";

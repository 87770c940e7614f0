export { cleanUp, longestBand } from "./clean-up.ts";
export { toPage } from "./code-pages.ts";
export { encodeTicket, type PrintMode, printModeFor } from "./encode-ticket.ts";
export { rasterBands, withoutRealTime } from "./raster.ts";

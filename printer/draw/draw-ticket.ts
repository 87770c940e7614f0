import type { TicketLayout } from "../layout/index.ts";
import { type Bitmap, threshold, toShades } from "./bitmap.ts";
import { type DrawOptions, paintTicket } from "./paint-ticket.ts";

export type TicketPicture = {
  readonly png: Uint8Array;
  /** Dots. */
  readonly width: number;
  readonly height: number;
};

/**
 * Draws a ticket for the eye, with smooth letters: a PNG `dots` wide. The slow part, packing the PNG, runs on
 * another thread.
 */
export async function drawTicket(
  layout: TicketLayout,
  dots: number,
  options: DrawOptions = {},
): Promise<TicketPicture> {
  const canvas = paintTicket(layout, dots, options);
  return { png: await canvas.encode("png"), width: canvas.width, height: canvas.height };
}

/** Draws a ticket for a print head, which knows black and white alone. */
export function ticketBitmap(layout: TicketLayout, dots: number, options: DrawOptions = {}): Bitmap {
  const canvas = paintTicket(layout, dots, options);
  const { width, height } = canvas;
  return threshold(toShades(canvas.getContext("2d").getImageData(0, 0, width, height).data, canvas));
}

import type { Bitmap } from "../draw/index.ts";
import { ticketBitmap } from "../draw/index.ts";
import type { TicketLayout } from "../layout/index.ts";
import type { PrinterProfile } from "../profiles/index.ts";
import { openCommands } from "./commands.ts";
import { encodeText } from "./encode-text.ts";

export type PrintMode = "text" | "raster";

export type EncodeOptions = {
  readonly mode?: PrintMode;
  /** Printed above the ticket; see loadLogo. */
  readonly logo?: Bitmap | null;
  /** Where the font's files are, if not in the installed package. Raster mode only. */
  readonly fontsFolder?: string | undefined;
};

/**
 * How a ticket goes to a printer: as the profile says, else as a picture, which needs no code page and knows
 * every language. Over a `slow` line (9600 baud) a picture takes half a minute: text there.
 */
export function printModeFor({ mode }: PrinterProfile, line: "fast" | "slow"): PrintMode {
  if (mode !== "auto") return mode;
  return line === "fast" ? "raster" : "text";
}

/**
 * Encodes a ticket in ESC/POS, ready to be written to a printer of this profile, cut and presenter included.
 * The same layout always gives the same bytes, whatever was encoded before. Text mode throws where a QR
 * payload isn't printable ASCII: that is a bug of the layout.
 */
export function encodeTicket(
  layout: TicketLayout,
  profile: PrinterProfile,
  { mode = "text", logo = null, fontsFolder }: EncodeOptions = {},
): Uint8Array {
  const commands = openCommands(profile);
  if (mode === "raster") {
    commands.picture(ticketBitmap(layout, profile.dots, { logo, fontsFolder, dotsPerMm: profile.dotsPerMm }));
    if (layout.blocks.some(({ kind }) => kind === "cut")) commands.cut();
  } else {
    if (logo) {
      commands.align("center");
      commands.picture(logo);
      commands.align("left");
    }
    encodeText(layout, profile, commands);
  }
  return commands.bytes();
}

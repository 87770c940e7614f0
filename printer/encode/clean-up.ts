import type { PrinterProfile } from "../profiles/index.ts";
import { openCommands } from "./commands.ts";

/** The longest command of a ticket that is sent as a picture, header included. */
export const longestBand = ({ raster, dots }: PrinterProfile): number =>
  8 + raster.rows * Math.ceil(dots / 8);

/**
 * What brings a printer that was left in the middle of a ticket to the beginning of a line. A command that waits for
 * the rest of its data takes anything for it, so `longest` zeros come first: they complete it, a picture in white, and
 * are nothing where no command is open. Where a `piece` of a ticket is on the paper it is cut off, and taken back
 * where there is a presenter, so that it doesn't hang on the next patient's ticket.
 */
export function cleanUp(
  profile: PrinterProfile,
  { longest, piece }: { readonly longest: number; readonly piece: boolean },
): Uint8Array {
  const zeros = new Uint8Array(longest);
  if (!piece) return zeros;
  const commands = openCommands(profile);
  commands.cutAway();
  return Uint8Array.from(Buffer.concat([zeros, commands.bytes()]));
}

import { z } from "zod";

/** A command in hex, for what each maker spells in its own way. */
const commandSchema = z.string().regex(/^([0-9a-f]{2}){2,16}$/);
const usbIdSchema = z.string().regex(/^[0-9a-f]{4}$/);

/** The facts of a printer model. A new model is a new file of this shape, named as its `name`. */
export const printerProfileSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]{1,40}$/),
  title: z.string().min(1),
  widthMm: z.union([z.literal(80), z.literal(58)]),
  /** Characters of font A on a line. */
  columns: z.int().min(24).max(72),
  /** Printable dots of a line; a whole number of bytes in raster mode. */
  dots: z.int().min(256).max(832).multipleOf(8),
  /** Of the head: 8 at 203 dpi, 7.09 at 180. A ticket is as large in millimetres on either. */
  dotsPerMm: z.number().min(5).max(12).default(8),
  /** How tickets are sent. `auto`: as a picture, but as text over a slow line. */
  mode: z.enum(["auto", "raster", "text"]).default("auto"),
  /** Rows of one `GS v 0`: small buffers want few. */
  raster: z.strictObject({ rows: z.int().min(24).max(128) }).default({ rows: 96 }),
  /** The one page that Cyrillic is printed with, and its number in `ESC t`, which differs between makers. */
  codePage: z.strictObject({ name: z.enum(["CP866", "CP1251"]), number: z.int().min(0).max(255) }),
  /**
   * `feedLines` brings the last line past the cutter, or past the tear bar where there is none. `command` cuts
   * where `GS V` isn't the printer's word for it.
   */
  cut: z.strictObject({
    kind: z.enum(["full", "partial", "none"]),
    feedLines: z.int().min(0).max(20),
    command: commandSchema.optional(),
  }),
  /**
   * `cell`: dots of a QR module. `as`: in text mode by the printer's own command (`GS ( k`), or as a picture for
   * printers that lack it and would print its payload as letters.
   */
  qr: z.strictObject({
    cell: z.int().min(3).max(8),
    as: z.enum(["command", "picture"]).default("command"),
  }),
  /**
   * The shutter that holds a ticket until it is taken. `present` follows the cut; `retract` takes back a ticket
   * that nobody took.
   */
  presenter: z
    .strictObject({
      present: commandSchema.nullable(),
      retract: commandSchema.nullable(),
      /** Seconds that a ticket stays for its owner after their session has ended. */
      ownerSeconds: z.int().min(2).max(30).default(8),
    })
    .nullable()
    .default(null),
  /**
   * Real-time commands that empty the device's memory, sent when a ticket must not come out any more: `DLE DC4` 8 and
   * `DLE ENQ` 2 (Epson ESC/POS reference). A printer that doesn't know them passes them over.
   */
  clear: z.array(commandSchema).default(["10140801031401060208", "100502"]),
  /** Ways to ask for the device's state that are worth trying; which it answers is learned at run time. */
  status: z.array(z.enum(["dleEot", "asb", "gsE", "customFull"])).default(["dleEot"]),
  /** Proofs that a ticket came out that are worth trying, best first. `gsH` is sent only where it stands here. */
  proof: z.array(z.enum(["gsH", "gsR"])).default(["gsR"]),
  /** By which a printer on USB is known to be one of these, so that `auto` finds it a profile. */
  usb: z
    .array(z.strictObject({ vendor: usbIdSchema, product: usbIdSchema.nullable().default(null) }))
    .default([]),
  /** Where these facts come from. */
  source: z.string().min(1),
});
export type PrinterProfile = z.infer<typeof printerProfileSchema>;

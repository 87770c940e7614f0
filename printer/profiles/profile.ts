import { z } from "zod";
import generic from "./generic.json" with { type: "json" };
import generic58 from "./generic-58.json" with { type: "json" };

/** The facts of a printer model that encoders need. A new model is a new file of this shape. */
export const printerProfileSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]{1,40}$/),
  title: z.string().min(1),
  widthMm: z.union([z.literal(80), z.literal(58)]),
  /** Characters of font A on a line. */
  columns: z.int().min(24).max(72),
  /** Printable dots of a line; a whole number of bytes in raster mode. */
  dots: z.int().min(256).max(832).multipleOf(8),
  /** The one page that Cyrillic is printed with, and its number in `ESC t`, which differs between makers. */
  codePage: z.strictObject({ name: z.enum(["CP866", "CP1251"]), number: z.int().min(0).max(255) }),
  /** `feedLines` brings the last line past the cutter, or past the tear bar where there is none. */
  cut: z.strictObject({ kind: z.enum(["full", "partial", "none"]), feedLines: z.int().min(0).max(20) }),
  /** Dots of a QR module. */
  qr: z.strictObject({ cell: z.int().min(3).max(8) }),
  /** Where these facts come from. */
  source: z.string().min(1),
});
export type PrinterProfile = z.infer<typeof printerProfileSchema>;

/** Any ESC/POS printer with 80 mm paper. */
export const genericProfile: PrinterProfile = printerProfileSchema.parse(generic);
/** Any ESC/POS printer with 58 mm paper. */
export const genericNarrowProfile: PrinterProfile = printerProfileSchema.parse(generic58);

/** The profiles that come with the kiosk, by name. */
export const printerProfiles: ReadonlyMap<string, PrinterProfile> = new Map(
  [genericProfile, genericNarrowProfile].map((profile) => [profile.name, profile]),
);

import { BreakLine, CharacterSet, PrinterTypes, ThermalPrinter } from "node-thermal-printer";
import { type Bitmap, bitmapOfCells, qrModules } from "../draw/index.ts";
import type { PrinterProfile } from "../profiles/index.ts";
import { toPage } from "./code-pages.ts";
import { rasterBands } from "./raster.ts";

/** A magnification of font A in both directions. */
export type Scale = 1 | 2 | 3;

export type Style = { readonly scale?: Scale; readonly bold?: boolean; readonly inverse?: boolean };

/** ESC/POS commands of one job, in the order of the calls. */
export type Commands = {
  /** Prints a text at the current place; no line break, no spaces at its ends. */
  text(text: string, style?: Style): void;
  /** Spaces of font A. */
  spaces(count: number): void;
  align(align: "left" | "center"): void;
  newLine(): void;
  qr(payload: string): void;
  /** Prints a picture, at most as wide as the head. */
  picture(bitmap: Bitmap): void;
  /** Feeds past the cutter, cuts and presents, as the profile tells. */
  cut(): void;
  /** Feeds and cuts a ticket that nobody may take. It isn't presented, and is retracted where the device can. */
  cutAway(): void;
  bytes(): Uint8Array;
};

/** What the library keeps of its driver; its types leave it out. */
type Inside = { printer: { config: Record<string, unknown> } };

// The printers' names for a page; the library's own keys decide which of its tables is meant.
const libraryPages = {
  CP866: { key: CharacterSet.PC866_CYRILLIC2, iconv: "CP866" },
  CP1251: { key: CharacterSet.WPC1251_CYRILLIC, iconv: "WIN1251" },
} as const;

/**
 * Opens a job. node-thermal-printer is used as an encoder alone: it gets no interface, and a new one is made
 * for each job, because it never clears its buffer.
 */
export function openCommands(profile: PrinterProfile): Commands {
  const { name, number } = profile.codePage;
  const page = libraryPages[name];
  const library = new ThermalPrinter({
    type: PrinterTypes.EPSON,
    interface: "",
    width: profile.columns,
    breakLine: BreakLine.NONE,
  });
  const selectPage = Buffer.from([0x1b, 0x74, number]);
  // Its configuration is shared by all instances, numbers pages as Epson does, and jumps between pages by
  // itself: a copy with the profile's one page ends all three.
  const inside = library as unknown as Inside;
  inside.printer.config = {
    ...inside.printer.config,
    [`CODE_PAGE_${page.key}`]: selectPage,
    CODE_PAGES: { [page.key]: page.iconv },
  };

  /** After `ESC @`: out of Chinese mode (FS .), in which such printers start; font A; the page. */
  const afterReset = (): void => {
    library.add(Buffer.from([0x1c, 0x2e, 0x1b, 0x4d, 0x00]));
    library.setCharacterSet(page.key);
  };
  library.add(Buffer.from([0x1b, 0x40]));
  afterReset();

  const picture = (bitmap: Bitmap): void => {
    for (const band of rasterBands(bitmap, profile.raster.rows)) library.add(Buffer.from(band));
  };

  const feedAndCut = (): void => {
    const { kind, feedLines, command } = profile.cut;
    if (feedLines > 0) library.add(Buffer.from([0x1b, 0x64, feedLines]));
    if (command !== undefined) library.add(Buffer.from(command, "hex"));
    else if (kind === "full") library.cut({ verticalTabAmount: 0 });
    else if (kind === "partial") library.partialCut({ verticalTabAmount: 0 });
    // The library ends a cut with `ESC @`, and that forgets the page.
    if (kind !== "none" && command === undefined) afterReset();
  };

  return {
    text: (text, { scale = 1, bold = false, inverse = false } = {}) => {
      if (scale > 1) library.setTextSize(scale - 1, scale - 1);
      if (bold) library.bold(true);
      if (inverse) library.invert(true);
      library.append(toPage(text, name));
      if (inverse) library.invert(false);
      if (bold) library.bold(false);
      if (scale > 1) library.setTextSize(0, 0);
    },
    spaces: (count) => library.append(" ".repeat(count)),
    align: (align) => (align === "center" ? library.alignCenter() : library.alignLeft()),
    newLine: () => library.newLine(),
    qr: (payload) => {
      // The library tells the printer the number of UTF-16 units and sends UTF-8.
      if (!/^[\x20-\x7e]{1,200}$/.test(payload)) throw new Error("a QR code holds printable ASCII only");
      if (profile.qr.as === "picture") {
        picture(bitmapOfCells(qrModules(payload), profile.qr.cell));
        library.newLine();
        return;
      }
      library.printQR(payload, { model: 2, cellSize: profile.qr.cell, correction: "M" });
    },
    picture,
    cut: () => {
      feedAndCut();
      if (profile.presenter?.present) library.add(Buffer.from(profile.presenter.present, "hex"));
    },
    cutAway: () => {
      feedAndCut();
      if (profile.presenter?.retract) library.add(Buffer.from(profile.presenter.retract, "hex"));
    },
    bytes: () => Uint8Array.from(library.getBuffer()),
  };
}

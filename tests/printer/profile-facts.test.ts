import { describe, expect, it } from "vitest";
import {
  codeOf,
  drawTicket,
  encodeTicket,
  layoutTicket,
  type PrinterProfile,
  qrModules,
  readPrinterProfiles,
} from "#printer/index.ts";
import { shippedTexts, someTicket } from "./some-ticket.ts";

const profiles = readPrinterProfiles();
const profileOf = (name: string): PrinterProfile => {
  const found = profiles.get(name);
  if (!found) throw new Error(`no profile ${name}`);
  return found;
};
const ticketOf = ({ widthMm }: PrinterProfile) =>
  layoutTicket({ ticket: someTicket(), texts: shippedTexts("ru"), widthMm });

/**
 * Copied by hand from receipt-print-hq/escpos-printer-db (data/profile/NAME.yml, with what it inherits), not from the
 * profiles: number of CP866, columns of font A, pixels where it has them, partial cut, QR code.
 */
const table = [
  ["epson-tm-t20", "TM-T20II", 17, 48, 576, null, true],
  ["epson-tm-t88", "TM-T88V", 17, 42, 512, null, true],
  ["rongta-80", "RP332", 7, 42, null, false, true],
  ["atol-rp-326", "RP326", 7, 42, null, false, true],
  ["pos-58", "POS-5890", 17, null, null, false, false],
] as const;

describe("a profile says what the public table of printers says", () => {
  it.each(table)("%s as %s", (name, _model, page, columns, dots, partial, qr) => {
    const profile = profileOf(name);
    expect(profile.codePage).toEqual({ name: "CP866", number: page });
    if (columns !== null) expect(profile.columns).toBe(columns);
    if (dots !== null) expect(profile.dots).toBe(dots);
    if (partial === false) expect(profile.cut.kind).not.toBe("partial");
    expect(profile.qr.as === "command").toBe(qr);
  });

  // Makers' own lists where that table has none: Epson's reference and its clones 17, Citizen's reference 7.
  it.each([
    ["generic", 17],
    ["generic-58", 17],
    ["xprinter-80", 17],
    ["custom-vkp80ii", 17],
    ["custom-vkp80iii", 17],
    ["citizen-ct-s", 7],
  ])("%s has CP866 at %i, and sends that number", (name, number) => {
    const profile = profileOf(name);
    expect(profile.codePage).toEqual({ name: "CP866", number });
    const sent = Buffer.from(encodeTicket(ticketOf(profile), profile, { mode: "text" }));
    expect(sent.includes(Buffer.of(0x1b, 0x74, number))).toBe(true);
  });
});

describe("a head of another density", () => {
  it("prints a ticket as long as any other: 180 dpi beside 203", async () => {
    const millimetres = async (name: string): Promise<number> => {
      const { dots, dotsPerMm, ...rest } = profileOf(name);
      const { height } = await drawTicket(ticketOf({ dots, dotsPerMm, ...rest }), dots, { dotsPerMm });
      return height / dotsPerMm;
    };
    const [at180, at203] = [await millimetres("epson-tm-t88"), await millimetres("epson-tm-t20")];
    expect(Math.abs(at180 - at203) / at203).toBeLessThan(0.03);
  });
});

describe("a QR code in text mode", () => {
  it.each(["pos-58"])("goes to %s as a picture that holds the very code, centred", (name) => {
    const profile = profileOf(name);
    const sent = Buffer.from(encodeTicket(ticketOf(profile), profile, { mode: "text" }));
    expect(sent.includes(Buffer.of(0x1d, 0x28, 0x6b))).toBe(false);
    const bands: Buffer[] = [];
    let stride = 0;
    for (let at = sent.indexOf("1d763000", 0, "hex"); at >= 0; at = sent.indexOf("1d763000", at + 8, "hex")) {
      stride = sent.readUInt16LE(at + 4);
      const rows = sent.readUInt16LE(at + 6);
      expect(rows).toBeLessThanOrEqual(profile.raster.rows);
      bands.push(sent.subarray(at + 8, at + 8 + stride * rows));
    }
    const picture = Buffer.concat(bands);
    const { cell } = profile.qr;
    const modules = qrModules(codeOf(someTicket().visitId));
    const read = modules.map((row, y) =>
      row.map((_, x) => {
        const [dotX, dotY] = [x * cell + (cell >> 1), y * cell + (cell >> 1)];
        return ((picture[dotY * stride + (dotX >> 3)] ?? 0) & (0x80 >> (dotX & 7))) !== 0;
      }),
    );
    expect(read).toEqual(modules);
    const before = sent.subarray(0, sent.indexOf("1d763000", 0, "hex"));
    expect(before.lastIndexOf(Buffer.of(0x1b, 0x61, 0x01))).toBeGreaterThan(
      before.lastIndexOf(Buffer.of(0x1b, 0x61, 0x00)),
    );
  });

  it("goes by the printer's own command where it has one", () => {
    const profile = profileOf("epson-tm-t20");
    const sent = Buffer.from(encodeTicket(ticketOf(profile), profile, { mode: "text" }));
    expect(sent.includes(Buffer.of(0x1d, 0x28, 0x6b))).toBe(true);
    expect(sent.includes(Buffer.of(0x1d, 0x76, 0x30))).toBe(false);
  });
});

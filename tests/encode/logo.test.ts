import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCanvas } from "@napi-rs/canvas";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Bitmap } from "#printer/index.ts";
import {
  encodeTicket,
  genericProfile,
  isBlackAt,
  layoutTicket,
  loadLogo,
  ticketBitmap,
} from "#printer/index.ts";
import { shippedTexts, someTicket } from "#tests/printer/some-ticket.ts";
import { isDark, readRaster } from "./read-raster.ts";

const layout = layoutTicket({ ticket: someTicket(), texts: shippedTexts("ru"), widthMm: 80 });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "infomat-logo-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A PNG filled with one colour. */
function png(width: number, height: number, colour: string): string {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext("2d");
  context.fillStyle = colour;
  context.fillRect(0, 0, width, height);
  const file = join(folder, "logo.png");
  writeFileSync(file, canvas.toBuffer("image/png"));
  return file;
}

const blackPart = (bitmap: Bitmap): number => {
  let black = 0;
  for (let y = 0; y < bitmap.height; y++) {
    for (let x = 0; x < bitmap.width; x++) if (isBlackAt(bitmap, x, y)) black += 1;
  }
  return black / (bitmap.width * bitmap.height);
};

describe("a clinic's logo", () => {
  it.each([
    ["white", "#ffffff", 0],
    ["light grey", "#c0c0c0", 0.25],
    ["grey", "#808080", 0.5],
    ["dark grey", "#404040", 0.75],
    ["black", "#000000", 1],
    ["half transparent black", "rgba(0, 0, 0, 0.5)", 0.5],
  ])("%s stays as dark as it is, though a head knows black and white alone", async (_name, colour, dark) => {
    expect(blackPart(await loadLogo(png(120, 80, colour), 576))).toBeCloseTo(dark, 1);
  });

  it("too large for the paper is made smaller, in proportion; a small one stays", async () => {
    const large = await loadLogo(png(2000, 500, "#000"), 384);
    expect([large.width, large.height]).toEqual([230, 58]);
    const tall = await loadLogo(png(500, 2000, "#000"), 384);
    expect(tall.height).toBe(154);
    const small = await loadLogo(png(60, 40, "#000"), 384);
    expect([small.width, small.height]).toEqual([60, 40]);
  });

  it("stands at the top, in the middle, and pushes the ticket down", async () => {
    const logo = await loadLogo(png(100, 50, "#000"), 576);
    const paper = readRaster(encodeTicket(layout, genericProfile, { mode: "raster", logo }));
    expect([237, 238, 337, 338].map((x) => isDark(paper, x, 40))).toEqual([false, true, true, false]);
    expect(paper.rows.length).toBe(ticketBitmap(layout, 576).height + 50 + 22);
  });

  it("is printed by a text printer too, before the words", async () => {
    const logo = await loadLogo(png(100, 50, "#000"), 576);
    const plain = Buffer.from(encodeTicket(layout, genericProfile));
    const job = Buffer.from(encodeTicket(layout, genericProfile, { logo }));
    const band = job.indexOf("1d7630000d003200", "hex");
    expect(job.subarray(band - 3, band).toString("hex")).toBe("1b6101");
    expect(job.subarray(band + 8 + 13 * 50).toString("hex")).toBe(
      `1b6100${plain.subarray(10).toString("hex")}`,
    );
  });

  it("that is no picture is told at once", async () => {
    const file = join(folder, "logo.png");
    writeFileSync(file, "not a picture");
    await expect(loadLogo(file, 576)).rejects.toThrow();
  });
});

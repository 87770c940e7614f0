import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PrinterStatus } from "#contract/index.ts";
import { createVirtualPrinter, genericProfile, layoutTicket } from "#printer/index.ts";
import { type KeptLog, keptLog } from "#tests/support/log.ts";
import { readEscPos } from "./read-escpos.ts";
import { readPicture } from "./read-picture.ts";
import { shippedTexts, someTicket } from "./some-ticket.ts";

const layout = layoutTicket({ ticket: someTicket(), texts: shippedTexts("ru"), widthMm: 80 });
const id = "0199a7c2-0000-7000-8000-000000000001";

let home: string;
let log: KeptLog;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "infomat-printer-"));
  log = keptLog();
});
afterEach(() => rm(home, { recursive: true, force: true }));

const printerIn = (folder?: string) => {
  const printer = createVirtualPrinter({ profile: genericProfile, folder, log });
  const told: PrinterStatus[] = [];
  printer.onStatus((status) => told.push(status));
  return { printer, told };
};

describe("with a folder", () => {
  it("writes the picture and the bytes, for the kiosk's user alone", async () => {
    const folder = join(home, "tickets");
    const { printer } = printerIn(folder);
    expect(await printer.print({ id, layout })).toEqual({ kind: "printed" });

    expect((await readdir(folder)).sort()).toEqual([`${id}.bin`, `${id}.png`]);
    for (const name of await readdir(folder)) {
      expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
    }
    const picture = await readPicture(await readFile(join(folder, `${id}.png`)));
    expect(picture.width).toBe(576);
    const { lines } = readEscPos(await readFile(join(folder, `${id}.bin`)));
    expect(lines.join("\n")).toContain("Захарова Софья Сергеевна");
    expect(lines.join("\n")).toContain("Петров И. И.");
  });

  it("lets no job leave the folder by its id", async () => {
    const { printer } = printerIn(home);
    await expect(printer.print({ id: "../escape", layout })).rejects.toThrow("file name");
    expect(await readdir(home)).toEqual([]);
  });
});

describe("without a folder", () => {
  it("prints, and writes nothing", async () => {
    const { printer } = printerIn();
    expect(await printer.print({ id, layout })).toEqual({ kind: "printed" });
    expect(await readdir(home)).toEqual([]);
  });
});

describe("paper out", () => {
  it("before a ticket: refused, and told; nothing is written", async () => {
    const { printer, told } = printerIn(home);
    printer.setPaperOut(true);
    expect(await printer.print({ id, layout })).toEqual({ kind: "refused", status: "paperOut" });
    expect(printer.status()).toBe("paperOut");
    expect(told).toEqual(["paperOut"]);
    expect(await readdir(home)).toEqual([]);
  });

  it("after the refill: ready, and the next ticket comes out", async () => {
    const { printer, told } = printerIn(home);
    printer.setPaperOut(true);
    printer.setPaperOut(true);
    printer.setPaperOut(false);
    expect(await printer.print({ id, layout })).toEqual({ kind: "printed" });
    expect(told).toEqual(["paperOut", "ready"]);
  });

  it("under an open cover: the cover is told first, the paper when it is closed", async () => {
    const { printer, told } = printerIn(home);
    printer.setPaperOut(true);
    printer.setCoverOpen(true);
    expect(await printer.print({ id, layout })).toEqual({ kind: "refused", status: "coverOpen" });
    printer.setCoverOpen(false);
    expect(told).toEqual(["paperOut", "coverOpen", "paperOut"]);
  });

  it("while a ticket is being made: that one comes out, the status stays", async () => {
    const { printer } = printerIn(home);
    const printing = printer.print({ id, layout });
    printer.setPaperOut(true);
    expect(await printing).toEqual({ kind: "printed" });
    expect(printer.status()).toBe("paperOut");
  });
});

describe("a disk that doesn't take the ticket", () => {
  it("the folder can't be made: refused, offline, told, no personal data in the log", async () => {
    const file = join(home, "a-file");
    await writeFile(file, "");
    const { printer, told } = printerIn(join(file, "tickets"));
    expect(await printer.print({ id, layout })).toEqual({ kind: "refused", status: "offline" });
    expect(told).toEqual(["offline"]);
    expect(log.lines).toHaveLength(1);
    expect(log.of("printer.virtual-unwritable")).toEqual([{ code: "ENOTDIR" }]);
  });

  it("heals with the next ticket", async () => {
    const folder = join(home, "tickets");
    await writeFile(folder, "");
    const { printer, told } = printerIn(folder);
    await printer.print({ id, layout });
    await rm(folder);
    expect(await printer.print({ id, layout })).toEqual({ kind: "printed" });
    expect(told).toEqual(["offline", "ready"]);
  });

  it("half a ticket is no ticket: nothing is left behind", async () => {
    // A folder stands where the second file should go: the rename fails after the first succeeded.
    await mkdir(join(home, `${id}.bin`));
    const { printer } = printerIn(home);
    expect(await printer.print({ id, layout })).toEqual({ kind: "refused", status: "offline" });
    expect(await readdir(home)).toEqual([`${id}.bin`]);
  });
});

it("a closed printer tells nobody", async () => {
  const { printer, told } = printerIn();
  await printer.close();
  printer.setPaperOut(true);
  expect(told).toEqual([]);
});

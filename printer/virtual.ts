import { randomUUID } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PrinterStatus } from "#contract/index.ts";
import { type Bitmap, drawTicket } from "./draw/index.ts";
import { encodeTicket } from "./encode/index.ts";
import type { PrinterLog } from "./log-events.ts";
import type { Printer } from "./port.ts";
import type { PrinterProfile } from "./profiles/profile.ts";
import { createStatusBoard } from "./status/board.ts";

export type VirtualPrinterOptions = {
  readonly profile: PrinterProfile;
  /** Where tickets go, as `<job id>.png` and `<job id>.bin`, readable by the kiosk's user only. Demo mode only. */
  readonly folder?: string;
  readonly log: PrinterLog;
  readonly logo?: Bitmap | null;
  /** Where the font's files are, if not in the installed package. */
  readonly fontsFolder?: string;
};

/** A printer without a device: a picture, and the bytes that a device of this profile would get. */
export interface VirtualPrinter extends Printer {
  /** Takes the paper out, or puts it back. */
  setPaperOut(out: boolean): void;
  setCoverOpen(open: boolean): void;
  faults(): { paperOut: boolean; coverOpen: boolean };
}

/**
 * Makes a virtual printer. With a `folder` every ticket is written there, whole or not at all, and a disk
 * that doesn't take it is a device that is `offline` until the next ticket succeeds.
 */
export function createVirtualPrinter({
  profile,
  folder,
  log,
  logo = null,
  fontsFolder,
}: VirtualPrinterOptions): VirtualPrinter {
  const board = createStatusBoard("ready");
  const fault = { paperOut: false, coverOpen: false };
  const faultNow = (): PrinterStatus | null =>
    (fault.coverOpen && "coverOpen") || (fault.paperOut && "paperOut") || null;
  return {
    status: () => board.now(),
    onStatus: (listener) => board.listen(listener),
    faults: () => ({ ...fault }),
    setPaperOut: (out) => {
      fault.paperOut = out;
      board.set(faultNow() ?? "ready");
    },
    setCoverOpen: (open) => {
      fault.coverOpen = open;
      board.set(faultNow() ?? "ready");
    },
    print: async ({ id, layout }, steps) => {
      if (!/^[A-Za-z0-9-]{1,64}$/.test(id)) throw new Error("a print job's id must be fit for a file name");
      const now = faultNow();
      if (now !== null) return { kind: "refused", status: now };
      const { png } = await drawTicket(layout, profile.dots, {
        fontsFolder,
        logo,
        dotsPerMm: profile.dotsPerMm,
      });
      const bytes = encodeTicket(layout, profile, { logo });
      if (steps && !steps.begin()) return { kind: "refused", status: board.now() };
      if (folder) {
        const broken = await writeTogether(
          folder,
          new Map([
            [`${id}.png`, png],
            [`${id}.bin`, bytes],
          ]),
        );
        if (broken !== null) {
          log.write("printer.virtual-unwritable", { code: broken });
          steps?.wrote(0, false);
          board.set(faultNow() ?? "offline");
          return { kind: "refused", status: "offline" };
        }
      }
      steps?.wrote(bytes.length, true);
      board.set(faultNow() ?? "ready");
      return { kind: "printed" };
    },
    onFate: () => () => undefined,
    mayYetPrint: () => false,
    discard: () => undefined,
    ownerLeft: () => undefined,
    close: async () => board.close(),
  };
}

/**
 * Writes files so that each is there whole or not at all, and none is left when one fails. Answers the
 * system's error code, or null when all is well.
 */
async function writeTogether(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<string | null> {
  const jobs = [...files].map(([name, content]) => ({
    target: join(folder, name),
    draft: join(folder, `.${name}.${randomUUID()}`),
    content,
  }));
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const { draft, content } of jobs) await writeFile(draft, content, { mode: 0o600, flag: "wx" });
    for (const { draft, target } of jobs) await rename(draft, target);
    return null;
  } catch (error) {
    const left = jobs.flatMap(({ draft, target }) => [draft, target]);
    await Promise.allSettled(left.map((path) => rm(path, { force: true })));
    if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
    throw error;
  }
}

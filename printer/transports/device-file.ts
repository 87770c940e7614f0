import { constants } from "node:fs";
import { type FileHandle, open, readdir, readFile, realpath, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type Clock, fail, ok, type Result } from "#contract/index.ts";
import { faultOf } from "./faults.ts";
import { writeInChunks } from "./in-time.ts";
import type { Connection, Transport, TransportFault } from "./transport.ts";

const chunkSize = 4096;
/** How often a device that isn't ready is asked again, ms. */
const writePause = 10;
const readPause = 50;

/**
 * A printer as a file: `/dev/usb/lp0` (Linux's usblp driver; one program at a time), or a FIFO, which can't
 * answer. Opened without waiting and without creating: a missing printer must not become a file that fills up.
 */
export function deviceFileTransport(
  path: string,
  clock: Clock,
  { devices = "/sys/class/usbmisc" }: DeviceFileOptions = {},
): Transport {
  /** Who the device said it was when it was last open. */
  let last: string | null = null;
  return {
    name: `device ${path}`,
    bytesPerSecond: null,
    async open(): Promise<Result<Connection, TransportFault>> {
      const first = await openFile(path, clock);
      const gone = !first.ok && (first.code === "notFound" || first.code === "gone");
      const found = gone ? await otherName(path, last, devices) : null;
      const opened = found === null ? first : await openFile(found, clock);
      if (opened.ok) last = (await usbIdentity(found ?? path, devices)) ?? last;
      return opened.ok && found !== null ? ok({ ...opened.value, foundAs: found }) : opened;
    },
  };
}

export type DeviceFileOptions = {
  /** Where the kernel tells to which device a file belongs. */
  readonly devices?: string;
};

async function openFile(path: string, clock: Clock): Promise<Result<Connection, TransportFault>> {
  try {
    const what = await stat(path);
    if (!what.isCharacterDevice() && !what.isFIFO()) return fail("notADevice");
    const hears = what.isCharacterDevice();
    const way = hears ? constants.O_RDWR | constants.O_NOCTTY : constants.O_WRONLY;
    const file = await open(path, way | constants.O_NONBLOCK);
    return ok(connectionOver(file, hears, clock));
  } catch (error) {
    return fail(faultOf(error));
  }
}

/**
 * Where a printer is that came back under another number, because its old one was still in use (lp0 → lp1): the one
 * of the same maker, model and serial number; where those aren't known, the only other one there is.
 */
async function otherName(path: string, identity: string | null, devices: string): Promise<string | null> {
  const numbered = /^(.*\D)\d+$/.exec(basename(path))?.[1];
  if (numbered === undefined) return null;
  const names = await readdir(dirname(path)).catch(() => []);
  const others = names
    .filter((name) => name !== basename(path) && name.startsWith(numbered))
    .filter((name) => /^\d+$/.test(name.slice(numbered.length)))
    .map((name) => join(dirname(path), name));
  if (identity === null) return others.length === 1 ? (others[0] ?? null) : null;
  for (const other of others) if ((await usbIdentity(other, devices)) === identity) return other;
  return null;
}

/** Maker, model and serial number of the USB device behind a file, as the kernel tells them; null where it doesn't. */
async function usbIdentity(path: string, devices: string): Promise<string | null> {
  try {
    // The link leads to the printer's interface; the facts stand one folder above.
    const device = dirname(await realpath(join(devices, basename(path), "device")));
    const read = async (fact: string): Promise<string> => (await readFile(join(device, fact), "utf8")).trim();
    const serial = await read("serial").catch(() => "");
    return [await read("idVendor"), await read("idProduct"), serial].join(":");
  } catch {
    return null;
  }
}

function connectionOver(file: FileHandle, hears: boolean, clock: Clock): Connection {
  let listener: (bytes: Uint8Array) => void = () => undefined;
  let end: (why: TransportFault | "closed") => void = () => undefined;
  let ended = false;
  const over = new Promise<TransportFault | "closed">((resolve) => {
    end = (why) => {
      ended = true;
      resolve(why);
    };
  });
  /** Waits for a while, or for the end of the line. */
  const pause = (ms: number): Promise<unknown> =>
    Promise.race([over, new Promise<void>((resolve) => void clock.after(ms, resolve))]);

  async function read(): Promise<void> {
    const buffer = Buffer.alloc(256);
    while (!ended) {
      try {
        const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
        if (bytesRead > 0) listener(Uint8Array.from(buffer.subarray(0, bytesRead)));
        else await pause(readPause);
      } catch (error) {
        if (!isNotReady(error)) end(faultOf(error));
        else await pause(readPause);
      }
    }
  }
  const reading = hears ? read() : Promise.resolve();
  let closing: Promise<void> | null = null;

  return {
    hears,
    usb: null,
    write: async (bytes, within) => {
      if (ended) return { kind: "failed", fault: "gone", bytes: 0, exact: true };
      const outcome = await writeInChunks({
        bytes,
        size: chunkSize,
        within,
        clock,
        errorsAreExact: true,
        async put(chunk) {
          try {
            return (await file.write(chunk)).bytesWritten;
          } catch (error) {
            if (!isNotReady(error)) throw error;
            await pause(writePause);
            return 0;
          }
        },
      });
      if (outcome.kind === "failed" && outcome.fault === "gone") end("gone");
      return outcome;
    },
    listen: (to) => {
      listener = to;
    },
    over,
    close() {
      end("closed");
      // The descriptor's number may be given out again: not before the last read has come back.
      closing ??= reading.then(() => file.close());
      return closing;
    },
  };
}

const isNotReady = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "EAGAIN" || error.code === "EWOULDBLOCK");

import { createHash } from "node:crypto";
import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  read,
  readFileSync,
  symlinkSync,
  write,
  writeFileSync,
} from "node:fs";
import { promisify } from "node:util";
import { systemClock } from "#main/time/clock.ts";
import { createDevicePrinter } from "#printer/device/index.ts";
import type { Printer, PrintOutcome, TicketFate } from "#printer/port.ts";
import { genericProfile } from "#printer/profiles/index.ts";
import {
  autoTransport,
  deviceFileTransport,
  type Transport,
  usbPrinters,
  usbTransport,
} from "#printer/transports/index.ts";
import { createMachine, type Machine } from "#tests/printing/fakes/escpos-machine.ts";
import { keptLog } from "#tests/support/log.ts";

/**
 * Runs inside a small Linux in QEMU. A printer gadget of the kernel (configfs, usb_f_printer) is one end of a USB
 * bus, our transports are the other: real descriptors, real endpoints, real unplugging.
 */
/** What our side noted down; shown when the test fails. */
const log = keptLog();
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const gadget = "/sys/kernel/config/usb_gadget/printer";
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  within = 60_000,
): Promise<void> {
  const end = performance.now() + within;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`waited in vain: ${what}`);
    await wait(20);
  }
}
function check(what: string, is: unknown, wanted: unknown): void {
  const [one, other] = [JSON.stringify(is), JSON.stringify(wanted)];
  if (one !== other) throw new Error(`${what}: ${one} instead of ${other}`);
  say(`ok   ${what}: ${one}`);
}

/** Describes an Epson TM-T20 to the kernel. */
function describe(): void {
  const put = (path: string, text: string): void => writeFileSync(`${gadget}/${path}`, text);
  mkdirSync(gadget);
  put("idVendor", "0x04b8");
  put("idProduct", "0x0e28");
  mkdirSync(`${gadget}/strings/0x409`);
  put("strings/0x409/manufacturer", "EPSON");
  put("strings/0x409/product", "TM-T20");
  put("strings/0x409/serialnumber", "INFOMAT1");
  mkdirSync(`${gadget}/configs/c.1`);
  mkdirSync(`${gadget}/functions/printer.usb0`);
  put("functions/printer.usb0/pnp_string", "MFG:EPSON;MDL:TM-T20;CLS:PRINTER;");
  put("functions/printer.usb0/q_len", "10");
  symlinkSync(`${gadget}/functions/printer.usb0`, `${gadget}/configs/c.1/printer.usb0`);
}

/** The gadget's own end, driven by a machine: what it does with the bytes, and what it answers. */
function iron(machine: Machine): { plug(): Promise<void>; unplug(): Promise<void> } {
  let file: number | null = null;
  let serving: Promise<void> = Promise.resolve();
  const serve = async (own: number): Promise<void> => {
    const buffer = Buffer.alloc(8192);
    while (file === own) {
      const got = machine.full()
        ? 0
        : await promisify(read)(own, buffer, 0, buffer.length, null).then(
            ({ bytesRead }) => bytesRead,
            () => 0,
          );
      if (got > 0) machine.receive(Uint8Array.from(buffer.subarray(0, got)));
      else await wait(5);
    }
  };
  machine.answerTo((bytes) => {
    if (file !== null)
      promisify(write)(file, bytes).catch((error: Error) => say(`answer lost: ${error.message}`));
  });
  return {
    async plug() {
      writeFileSync(`${gadget}/UDC`, "dummy_udc.0");
      // It can't be opened before the bus has given it a configuration.
      await until("the gadget's end", () => {
        try {
          file = openSync("/dev/g_printer0", constants.O_RDWR | constants.O_NONBLOCK);
          return true;
        } catch {
          return false;
        }
      });
      if (file !== null) serving = serve(file);
    },
    async unplug() {
      const own = file;
      file = null;
      await serving;
      // The kernel unbinds a gadget only when nobody holds its end.
      if (own !== null) closeSync(own);
      writeFileSync(`${gadget}/UDC`, "\n");
    },
  };
}

type At = {
  readonly printer: Printer;
  readonly fates: TicketFate[];
  print(bytes: Uint8Array): Promise<PrintOutcome>;
};

/** Our side of the bus. */
async function withPrinter(transport: Transport, work: (at: At) => Promise<void>): Promise<void> {
  let next: Uint8Array = new Uint8Array();
  let jobs = 0;
  const printer = createDevicePrinter({
    transport,
    profile: { ...genericProfile, status: ["dleEot", "asb"], proof: ["gsH", "gsR"] },
    encode: () => next,
    clock: systemClock,
    log,
    times: { poll: 500, retryFirst: 200, retryLast: 500 },
  });
  const fates: TicketFate[] = [];
  printer.onFate((fate) => fates.push(fate));
  const print = (bytes: Uint8Array): Promise<PrintOutcome> => {
    next = bytes;
    return printer.print({ id: `job-${++jobs}`, layout: { widthMm: 80, blocks: [] } });
  };
  await until("ready", () => printer.status() === "ready");
  await work({ printer, fates, print });
  await printer.close();
}

const hash = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex").slice(0, 16);

/** A ticket is the stretch of all that was received which is as long as it and begins with it. */
function arrived(machine: Machine, ticket: Uint8Array): string {
  const all = Buffer.from(machine.received());
  const at = all.lastIndexOf(Buffer.from(ticket.subarray(0, 64)));
  return at < 0 ? "nothing" : `${ticket.length} bytes ${hash(all.subarray(at, at + ticket.length))}`;
}

async function main(): Promise<void> {
  const text = readFileSync("/test/ticket-text.bin");
  const picture = readFileSync("/test/ticket-raster.bin");
  const expected = (ticket: Uint8Array): string => `${ticket.length} bytes ${hash(ticket)}`;
  const machine = createMachine(systemClock);
  const { plug, unplug } = iron(machine);
  describe();
  await plug();
  await until("the bus", async () => (await usbPrinters()).length === 1);
  const [found] = await usbPrinters();
  check(
    "found on the bus",
    [found?.port.vendorId.toString(16), found?.port.productId.toString(16), found?.port.productName],
    ["4b8", "e28", "TM-T20"],
  );
  await until("the kernel's own driver", () => existsSync("/dev/usb/lp0"));
  say("ok   the kernel's driver holds it: /dev/usb/lp0");

  for (const [name, transport] of [
    ["usb", usbTransport({ vendor: "04b8", product: "0e28", serial: "INFOMAT1" }, systemClock)],
    ["auto", autoTransport(systemClock)],
  ] as const) {
    await withPrinter(transport, async ({ print }) => {
      check(`${name}: a ticket as text`, await print(text), { kind: "printed" });
      check(`${name}: received = encoded`, arrived(machine, text), expected(text));
      check(`${name}: a ticket as a picture`, await print(picture), { kind: "printed" });
      check(`${name}: received = encoded`, arrived(machine, picture), expected(picture));
    });
  }
  check("tickets so far", machine.tickets.length, 4);

  await withPrinter(usbTransport({}, systemClock), async ({ printer, fates, print }) => {
    machine.setAfterLines(5, { paper: "out" });
    check("paper out in the middle", await print(text), { kind: "unknown", status: "paperOut" });
    machine.set({ paper: "enough" });
    await until("the late proof", () => fates.some(({ fate }) => fate === "printed"));
    check("after the refill: tickets, none sent twice", machine.tickets.length, 5);

    await unplug();
    await until("offline", () => printer.status() === "offline");
    check("unplugged", await print(text), { kind: "refused", status: "offline" });
    await plug();
    await until("ready again", () => printer.status() === "ready");
    check("plugged in again", await print(picture), { kind: "printed" });
    check("received = encoded", arrived(machine, picture), expected(picture));
  });

  // Plugged in anew, the kernel's driver takes it again.
  await unplug();
  await plug();
  await until("the kernel's own driver", () => existsSync("/dev/usb/lp0"));
  await withPrinter(deviceFileTransport("/dev/usb/lp0", systemClock), async ({ print }) => {
    check("/dev/usb/lp0: a ticket as a picture", await print(picture), { kind: "printed" });
    check("/dev/usb/lp0: received = encoded", arrived(machine, picture), expected(picture));
  });
  check("bytes that made no sense", machine.garbage, []);
  check("tickets in all", machine.tickets.length, 7);
  say("ALL WELL");
}

// The clock's timers don't keep a process alive.
setInterval(() => undefined, 2 ** 30);
main().then(
  () => process.exit(0),
  (error: unknown) => {
    for (const line of log.lines.slice(-20)) say(line);
    say(`FAILED ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  },
);

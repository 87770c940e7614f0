import { type Clock, fail, ok, type Result } from "#contract/index.ts";
import { faultOf } from "./faults.ts";
import { writeInChunks } from "./in-time.ts";
import type { Connection, Transport, TransportFault } from "./transport.ts";
import { type UsbBus, type UsbPrinter, usbId, usbPrinters } from "./usb-printers.ts";

/** Which printer, where several are plugged in: ids of four hex digits. All left out: the first one found. */
export type UsbPlace = {
  readonly vendor?: string | undefined;
  readonly product?: string | undefined;
  readonly serial?: string | undefined;
};

const chunkSize = 8192;
/** How long one read waits; silence is not a fault. Closing waits for the read that is under way, ms. */
const readWithin = 250;
/** GET_PORT_STATUS of the USB printer class 1.1, §4.2.2. */
const getPortStatus = 1;

/**
 * A printer on USB, without a driver: the kernel's (usblp) is asked to let go. A transfer that doesn't end in
 * time is cancelled without telling how much of it was taken, so chunks are small and counted.
 */
export function usbTransport(place: UsbPlace, clock: Clock, bus: UsbBus | null = null): Transport {
  const wanted = [place.vendor, place.product, place.serial].filter(Boolean).join(":");
  return {
    name: wanted === "" ? "usb" : `usb ${wanted}`,
    bytesPerSecond: null,
    async open(): Promise<Result<Connection, TransportFault>> {
      try {
        const printer = (await usbPrinters(bus)).find((one) => isWanted(one, place));
        if (!printer) return fail("notFound");
        await claim(printer);
        return ok(connectionTo(printer, clock));
      } catch (error) {
        return fail(faultOf(error));
      }
    },
  };
}

const isWanted = ({ port }: UsbPrinter, { vendor, product, serial }: UsbPlace): boolean =>
  (vendor === undefined || usbId(port.vendorId) === vendor) &&
  (product === undefined || usbId(port.productId) === product) &&
  (serial === undefined || port.serialNumber === serial);

async function claim({ port, configuration, interfaceNumber, alternate }: UsbPrinter): Promise<void> {
  await port.open();
  try {
    if (port.configuration?.configurationValue !== configuration)
      await port.selectConfiguration(configuration);
    try {
      await port.claimInterface(interfaceNumber);
    } catch {
      // On Linux the kernel's printer driver usually has it.
      await port.detachKernelDriver(interfaceNumber);
      await port.claimInterface(interfaceNumber);
    }
    if (alternate !== 0) await port.selectAlternateInterface(interfaceNumber, alternate);
  } catch (error) {
    await port.close().catch(() => undefined);
    throw error;
  }
}

function connectionTo(printer: UsbPrinter, clock: Clock): Connection {
  const { port, interfaceNumber } = printer;
  // The package lends a device to one caller at a time: its facts can't be read while a transfer is under way.
  const identity = { vendor: usbId(port.vendorId), product: usbId(port.productId) };
  let listener: (bytes: Uint8Array) => void = () => undefined;
  let ended = false;
  let end: (why: TransportFault | "closed") => void = () => undefined;
  const over = new Promise<TransportFault | "closed">((resolve) => {
    end = (why) => {
      ended = true;
      resolve(why);
    };
  });

  // One reader for the endpoint, for as long as the line is open: two would take each other's bytes.
  async function read(endpoint: number): Promise<void> {
    while (!ended) {
      try {
        const { data } = await port.transferIn(endpoint, 64, readWithin);
        if (data && data.byteLength > 0) {
          listener(Uint8Array.from(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)));
        }
      } catch (error) {
        if (faultOf(error) !== "timeout") end("gone");
      }
    }
  }
  const reading = printer.in === null ? Promise.resolve() : read(printer.in);
  let closing: Promise<void> | null = null;

  return {
    hears: printer.in !== null,
    usb: identity,
    async write(bytes, within) {
      if (ended) return { kind: "failed", fault: "gone", bytes: 0, exact: true };
      const outcome = await writeInChunks({
        bytes,
        size: chunkSize,
        within,
        clock,
        errorsAreExact: false,
        put: async (chunk, left) =>
          (await port.transferOut(printer.out, chunk, Math.ceil(left))).bytesWritten ?? chunk.length,
      });
      if (outcome.kind === "failed" && outcome.fault !== "timeout") end("gone");
      return outcome;
    },
    listen: (to) => {
      listener = to;
    },
    over,
    async portStatus() {
      try {
        const setup = { requestType: "class", recipient: "interface", request: getPortStatus } as const;
        const { data } = await port.controlTransferIn({ ...setup, value: 0, index: interfaceNumber }, 1, 500);
        return data && data.byteLength > 0 ? data.getUint8(0) : null;
      } catch {
        return null;
      }
    },
    close() {
      end("closed");
      // Closing alone leaves the interface claimed.
      closing ??= reading
        .then(() => port.releaseInterface(interfaceNumber))
        .catch(() => undefined)
        .then(() => port.close())
        .catch(() => undefined);
      return closing;
    },
  };
}

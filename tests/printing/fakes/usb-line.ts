import { systemClock } from "#main/time/clock.ts";
import { usbTransport } from "#printer/transports/usb.ts";
import type { UsbAlternate, UsbBus, UsbPort } from "#printer/transports/usb-printers.ts";
import type { Machine } from "./escpos-machine.ts";
import type { RealLine } from "./real-lines.ts";

const printerInterface: UsbAlternate = {
  alternateSetting: 0,
  interfaceClass: 7,
  interfaceSubclass: 1,
  interfaceProtocol: 2,
  endpoints: [
    { endpointNumber: 1, direction: "out", type: "bulk" },
    { endpointNumber: 2, direction: "in", type: "bulk" },
  ],
};

/** How the `usb` package ends a transfer that took too long: without telling what had been moved. */
const cancelled = (): Error => Object.assign(new Error("transfer was cancelled"), { name: "Cancelled" });
const disconnected = (): Error => new Error("device disconnected");
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A bus with one device that behaves as the `usb` package does: busy until the kernel lets go, timing out when idle. */
export async function usbLine(machine: Machine): Promise<RealLine> {
  let plugged = true;
  let stalled = false;
  let kernelHasIt = true;
  let claimed = false;
  let answers: number[] = [];
  let reading = false;
  /** The package lends a device to one caller at a time: a fact asked for during a transfer is a fault. */
  const lent = <T>(fact: T): T => {
    if (reading)
      throw new Error("The same native value cannot be borrowed mutably while another borrow is active");
    return fact;
  };
  machine.answerTo((bytes) => answers.push(...bytes));

  const device: UsbPort = {
    get vendorId() {
      return lent(0x04b8);
    },
    get productId() {
      return lent(0x0e28);
    },
    get serialNumber() {
      return lent("1");
    },
    configurations: [
      { configurationValue: 1, interfaces: [{ interfaceNumber: 0, alternates: [printerInterface] }] },
    ],
    configuration: { configurationValue: 1 },
    open: async () => undefined,
    close: async () => undefined,
    selectConfiguration: async () => undefined,
    async claimInterface() {
      if (kernelHasIt || claimed) throw new Error("interface is busy");
      claimed = true;
    },
    async releaseInterface() {
      claimed = false;
    },
    selectAlternateInterface: async () => undefined,
    async detachKernelDriver() {
      kernelHasIt = false;
    },
    async transferOut(_endpoint, data, timeout) {
      if (!plugged) throw disconnected();
      if (stalled || machine.full()) {
        await wait(timeout);
        throw cancelled();
      }
      machine.receive(Uint8Array.from(data));
      return { bytesWritten: data.length };
    },
    async transferIn(_endpoint, length, timeout) {
      const until = performance.now() + timeout;
      reading = true;
      try {
        while (answers.length === 0) {
          if (!plugged) throw disconnected();
          if (performance.now() > until) throw cancelled();
          await wait(2);
        }
      } finally {
        reading = false;
      }
      const bytes = Uint8Array.from(answers.slice(0, length));
      answers = answers.slice(length);
      return { data: new DataView(bytes.buffer), status: "ok" };
    },
    controlTransferIn: async () => ({ data: new DataView(Uint8Array.of(0x18).buffer) }),
  };
  const bus: UsbBus = { getDevices: async () => (plugged ? [device] : []) };
  return {
    transport: usbTransport({}, systemClock, bus),
    tooMany: 100_000,
    hears: true,
    async cut() {
      plugged = false;
    },
    async mend() {
      plugged = true;
      kernelHasIt = true;
      claimed = false;
      answers = [];
    },
    stall: (on) => {
      stalled = on;
    },
  };
}

import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type Clock, fail } from "#contract/index.ts";
import { deviceFileTransport } from "./device-file.ts";
import type { Transport } from "./transport.ts";
import { usbTransport } from "./usb.ts";
import type { UsbBus } from "./usb-printers.ts";

export type AutoOptions = {
  readonly bus?: UsbBus | null;
  /** Where the kernel's printer devices are; Linux only. */
  readonly folder?: string;
};

/**
 * The first printer on USB, whichever it is; looked for anew at each opening. Where USB itself may not be used,
 * the kernel's own device for it (`/dev/usb/lp*`) may be.
 */
export function autoTransport(
  clock: Clock,
  { bus = null, folder = "/dev/usb" }: AutoOptions = {},
): Transport {
  return {
    name: "auto",
    bytesPerSecond: null,
    async open() {
      const usb = await usbTransport({}, clock, bus).open();
      if (usb.ok) return usb;
      for (const file of await kernelPrinters(folder)) {
        const device = await deviceFileTransport(file, clock).open();
        if (device.ok) return device;
      }
      return fail(usb.code);
    },
  };
}

/** The kernel's printer devices, in their order; none where there is no such folder. */
export async function kernelPrinters(folder = "/dev/usb"): Promise<string[]> {
  const files = await readdir(folder).catch(() => []);
  return files
    .filter((file) => /^lp\d+$/.test(file))
    .sort()
    .map((file) => join(folder, file));
}

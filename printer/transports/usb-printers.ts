/** What is used of the `usb` package: WebUSB's words, with the time limit (ms) that its types leave out. */
export interface UsbPort {
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber?: string | null | undefined;
  readonly manufacturerName?: string | null | undefined;
  readonly productName?: string | null | undefined;
  readonly configurations: readonly {
    readonly configurationValue: number;
    readonly interfaces: readonly {
      readonly interfaceNumber: number;
      readonly alternates: readonly UsbAlternate[];
    }[];
  }[];
  readonly configuration?: { readonly configurationValue: number } | null | undefined;
  open(): Promise<void>;
  close(): Promise<void>;
  selectConfiguration(value: number): Promise<void>;
  claimInterface(interfaceNumber: number): Promise<void>;
  releaseInterface(interfaceNumber: number): Promise<void>;
  selectAlternateInterface(interfaceNumber: number, alternate: number): Promise<void>;
  detachKernelDriver(interfaceNumber: number): Promise<void>;
  transferOut(endpoint: number, data: Uint8Array, timeout: number): Promise<{ bytesWritten?: number }>;
  transferIn(
    endpoint: number,
    length: number,
    timeout: number,
  ): Promise<{ data?: DataView | undefined; status?: string | undefined }>;
  controlTransferIn(
    setup: {
      requestType: "class";
      recipient: "interface";
      request: number;
      value: number;
      index: number;
    },
    length: number,
    timeout: number,
  ): Promise<{ data?: DataView | undefined }>;
}

export type UsbAlternate = {
  readonly alternateSetting: number;
  readonly interfaceClass: number;
  readonly interfaceSubclass: number;
  readonly interfaceProtocol: number;
  readonly endpoints: readonly {
    readonly endpointNumber: number;
    readonly direction: "in" | "out";
    readonly type: string;
  }[];
};

/** The devices that are plugged in; the package's own `usb`, or a test's. */
export interface UsbBus {
  getDevices(): Promise<readonly UsbPort[]>;
}

/** A printer's interface of a USB device: class 7, subclass 1 (USB printer class 1.1, §5.3). */
export type UsbPrinter = {
  readonly port: UsbPort;
  readonly configuration: number;
  readonly interfaceNumber: number;
  readonly alternate: number;
  readonly out: number;
  /** Null for a printer that can't answer. */
  readonly in: number | null;
};

/** Four hex digits, as `lsusb` shows them. */
export const usbId = (id: number): string => id.toString(16).padStart(4, "0");

/** The printer in a device, or null. Bidirectional settings (protocol 2) are preferred. */
function printerIn(port: UsbPort): UsbPrinter | null {
  const found: (UsbPrinter & { readonly protocol: number })[] = [];
  for (const { configurationValue, interfaces } of port.configurations) {
    for (const { interfaceNumber, alternates } of interfaces) {
      for (const alternate of alternates) {
        if (alternate.interfaceClass !== 7 || alternate.interfaceSubclass !== 1) continue;
        const bulk = (direction: "in" | "out") =>
          alternate.endpoints.find((end) => end.type === "bulk" && end.direction === direction);
        const out = bulk("out");
        if (!out) continue;
        found.push({
          port,
          configuration: configurationValue,
          interfaceNumber,
          alternate: alternate.alternateSetting,
          out: out.endpointNumber,
          in: bulk("in")?.endpointNumber ?? null,
          protocol: alternate.interfaceProtocol,
        });
      }
    }
  }
  return found.find(({ protocol }) => protocol === 2) ?? found[0] ?? null;
}

/** Every printer that is plugged in. The package is loaded on first use, so that a machine without USB starts. */
export async function usbPrinters(bus: UsbBus | null = null): Promise<UsbPrinter[]> {
  const devices = await (bus ?? (await systemBus())).getDevices();
  return devices.map(printerIn).filter((printer) => printer !== null);
}

async function systemBus(): Promise<UsbBus> {
  const { usb } = await import("usb");
  // The package's own types lack the time limits, and are WebUSB's mutable ones.
  return { getDevices: async () => (await usb.getDevices()) as unknown as UsbPort[] };
}

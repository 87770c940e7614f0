import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { kernelPrinters, profileForUsb, readPrinterProfiles, usbId, usbPrinters } from "#printer/index.ts";

/** What is there to print on, as lines to read and to copy into the configuration. */
export async function listPrinters(): Promise<string[]> {
  const profiles = [...readPrinterProfiles().values()];
  const usb = await usbLines(profiles);
  const files = (await kernelPrinters()).map(
    (path) => `  ${path}   printer: { kind: device, path: ${path} }`,
  );
  const serial = await serialLines();
  const queues = await queueLines();
  const found = usb.length + files.length + serial.length + queues.length > 0;
  return [
    ...section("On USB", usb),
    ...section("The kernel's printer devices", files),
    ...section("Serial ports (a printer may be behind one)", serial),
    ...section("The system's queues (they tell nothing of the paper)", queues),
    ...(found
      ? []
      : ["No printer was found here. One with a network address is named by it: --tcp ADDRESS", ""]),
    "Profiles:",
    ...profiles.map(({ name, title }) => `  ${name.padEnd(18)} ${title}`),
  ];
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`${title}:`, ...lines, ""];

async function usbLines(profiles: Parameters<typeof profileForUsb>[0]): Promise<string[]> {
  try {
    const printers = await usbPrinters();
    return printers.map(({ port, in: hears }) => {
      const device = { vendor: usbId(port.vendorId), product: usbId(port.productId) };
      const name = [port.manufacturerName, port.productName].filter(Boolean).join(" ") || "printer";
      const profile = profileForUsb(profiles, device)?.name ?? "generic";
      const mute = hears === null ? " (can't answer)" : "";
      return `  ${device.vendor}:${device.product} ${name}${mute}   printer: { kind: usb, vendor: "${device.vendor}", product: "${device.product}", profile: ${profile} }`;
    });
  } catch (error) {
    return [`  USB can't be looked at: ${error instanceof Error ? error.message : String(error)}`];
  }
}

async function serialLines(): Promise<string[]> {
  try {
    const { SerialPort } = await import("serialport");
    const ports = await SerialPort.list();
    return ports.map(({ path, manufacturer }) => `  ${path} ${manufacturer ?? ""}`.trimEnd());
  } catch {
    return [];
  }
}

async function queueLines(): Promise<string[]> {
  if (process.platform === "win32") return [];
  try {
    const { stdout } = await promisify(execFile)("lpstat", ["-e"], { timeout: 5000 });
    const names = stdout.split("\n").filter((name) => name !== "");
    return names.map((name) => `  ${name}   printer: { kind: spooler, queue: ${name} }`);
  } catch {
    return [];
  }
}

export { autoTransport, kernelPrinters } from "./auto.ts";
export { deviceFileTransport } from "./device-file.ts";
export { serialTransport } from "./serial.ts";
export { spoolerTransport } from "./spooler.ts";
export { tcpTransport } from "./tcp.ts";
export * from "./transport.ts";
export { usbTransport } from "./usb.ts";
export { usbId, usbPrinters } from "./usb-printers.ts";

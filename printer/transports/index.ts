export { autoTransport, kernelPrinters } from "./auto.ts";
export { type DeviceFileOptions, deviceFileTransport } from "./device-file.ts";
export { type SerialPlace, serialTransport } from "./serial.ts";
export { spoolerTransport } from "./spooler.ts";
export { type TcpPlace, tcpTransport } from "./tcp.ts";
export * from "./transport.ts";
export { type UsbPlace, usbTransport } from "./usb.ts";
export { usbId, usbPrinters } from "./usb-printers.ts";

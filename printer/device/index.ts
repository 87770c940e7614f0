export { createDevicePrinter } from "./device.ts";
export type { DeviceMemory, DeviceOptions, Learned } from "./settings.ts";

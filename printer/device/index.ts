export { createDevicePrinter } from "./device.ts";
export { type DeviceMemory, type DeviceOptions, deviceTimes, type Learned } from "./settings.ts";

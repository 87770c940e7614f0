export * from "./device/index.ts";
export * from "./draw/index.ts";
export * from "./encode/index.ts";
export * from "./layout/index.ts";
export * from "./port.ts";
export * from "./profiles/index.ts";
export { mayPrint } from "./status/index.ts";
export * from "./transports/index.ts";
export * from "./virtual.ts";

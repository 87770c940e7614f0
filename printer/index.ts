export * from "./draw/index.ts";
export * from "./encode/index.ts";
export * from "./layout/index.ts";
export * from "./port.ts";
export * from "./profiles/index.ts";
export * from "./virtual.ts";

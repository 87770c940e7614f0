export * from "./operations.ts";
export * from "./shapes.ts";
export * from "./types.ts";

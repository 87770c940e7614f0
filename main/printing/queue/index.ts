export * from "./queue.ts";
export * from "./types.ts";

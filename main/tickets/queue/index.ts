export * from "./queue.ts";
export { sameTicket } from "./records.ts";
export * from "./types.ts";

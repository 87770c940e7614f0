export * from "./fences.ts";

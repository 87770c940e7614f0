export * from "./completion-markers.ts";

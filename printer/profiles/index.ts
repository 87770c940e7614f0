export { type PrinterProfile, printerProfileSchema } from "./profile.ts";
export * from "./read-profiles.ts";

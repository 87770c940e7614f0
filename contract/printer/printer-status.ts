export const printerStatuses = [
  "ready",
  "paperNearEnd",
  "paperOut",
  "coverOpen",
  "cutter",
  "jam",
  "overheated",
  "offline",
  "unknown",
] as const;
export type PrinterStatus = (typeof printerStatuses)[number];

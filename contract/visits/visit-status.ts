export const visitStatuses = ["booked", "cancelled", "arrived", "fulfilled", "noshow", "pending"] as const;
export type VisitStatus = (typeof visitStatuses)[number];

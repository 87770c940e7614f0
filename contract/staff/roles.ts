/** Who works at a kiosk besides patients. A technician may do all that a receptionist may. */
export const staffRoles = ["receptionist", "technician"] as const;
export type StaffRole = (typeof staffRoles)[number];

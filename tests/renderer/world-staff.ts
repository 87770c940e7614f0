import type { StaffRole } from "#contract/staff/roles.ts";

/** What the people at the counter find. */
export type StaffWorld = {
  who: { name: string; role: StaffRole };
};

export const usualStaff = (): StaffWorld => ({
  who: { name: "Анна Викторовна", role: "technician" },
});

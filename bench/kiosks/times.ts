import type { Store } from "#main/store/open.ts";

/** A free time of a mirror, with whose it is. */
export type FreeTime = {
  readonly slotId: string;
  readonly start: number;
  readonly scheduleId: string;
  readonly roleId: string;
  readonly practitionerId: string;
  readonly organizationId: string;
  readonly roomLocationId: string | null;
  readonly serviceId: string;
};

/** All free times that begin later than in an hour, the same order in equal mirrors. */
export const freeTimesIn = (store: Store, now: number): readonly FreeTime[] =>
  store
    .prepare<[number], FreeTime>(
      `SELECT slot.id AS slotId, start, schedule.id AS scheduleId, role.id AS roleId,
         practitioner_id AS practitionerId, organization_id AS organizationId,
         room_location_id AS roomLocationId,
         (SELECT min(service_id) FROM role_service WHERE role_id = role.id) AS serviceId
       FROM slot JOIN schedule ON no = schedule_no JOIN role ON role.id = schedule.role_id
       WHERE status = 'free' AND start > ? AND serviceId IS NOT NULL
       ORDER BY slot.id`,
    )
    .all(now + 60 * 60_000);

import type { ReferenceRow, SlotRow } from "#contract/index.ts";
import type { SyncStore, Window } from "#sync/store.ts";
import { branchOf, scheduleId, serviceOf, type Time, timesOf, timesOfSchedule } from "./plan.ts";

const rowsPerCommit = 8000;

const base = (id: string) => ({ id, version: "1", lastUpdated: 1 });

/** The rows of one doctor; with the first of a branch, the branch and its service as well. */
function referenceOf(schedule: number, isFirst: boolean): readonly ReferenceRow[] {
  const [branch, service] = [branchOf(schedule), serviceOf(schedule)];
  const address = { kind: "", district: "", address: "", phone: "" };
  const places: readonly ReferenceRow[] = [
    {
      ...base(`c${branch}`),
      type: "organization",
      active: true,
      parentId: null,
      name: `Клиника ${branch}`,
      ...address,
    },
    {
      ...base(branch),
      type: "organization",
      active: true,
      parentId: `c${branch}`,
      name: "Отделение",
      ...address,
    },
    {
      ...base(service),
      type: "service",
      active: true,
      organizationId: branch,
      code: "B01.047.001",
      name: "Приём врача-терапевта первичный",
      payment: "free",
      attachedOnly: false,
      referralNeeded: false,
      fromAge: null,
      toAge: null,
      sex: null,
    },
  ];
  return [
    ...(isFirst ? places : []),
    {
      ...base(`p${schedule}`),
      type: "practitioner",
      active: true,
      family: "Врачёва",
      given: "Анна",
      patronymic: "Ильинична",
    },
    {
      ...base(`r${schedule}`),
      type: "role",
      active: true,
      practitionerId: `p${schedule}`,
      organizationId: branch,
      serviceIds: [service],
      roomLocationId: null,
      position: "врач-терапевт",
      away: [],
    },
    { ...base(scheduleId(schedule)), type: "schedule", active: true, roleId: `r${schedule}` },
  ];
}

const slotRow = (schedule: number, time: Time, version = "1"): SlotRow => ({
  ...time,
  version,
  lastUpdated: Number(version),
  scheduleId: scheduleId(schedule),
});

export const windowOf = (schedule: number, from: number, version = "1", count = timesOfSchedule): Window => ({
  scheduleId: scheduleId(schedule),
  from,
  until: from + 365 * 24 * 60 * 60_000,
  at: from,
  rows: timesOf(schedule, from, count).map((time) => slotRow(schedule, time, version)),
  rejected: [],
});

/** Writes so many schedules with their times as the sync would. */
export function fillMirror(store: SyncStore, schedules: number, from: number): void {
  const reference = Array.from({ length: schedules }, (_, schedule) =>
    referenceOf(schedule, schedule === 0 || branchOf(schedule) !== branchOf(schedule - 1)),
  ).flat();
  store.commit({ reference });
  const perCommit = Math.max(1, Math.floor(rowsPerCommit / timesOfSchedule));
  for (let schedule = 0; schedule < schedules; schedule += perCommit) {
    const some = Math.min(perCommit, schedules - schedule);
    store.commit({ windows: Array.from({ length: some }, (_, more) => windowOf(schedule + more, from)) });
  }
}

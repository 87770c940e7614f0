import { join } from "node:path";
import { expect, test } from "vitest";
import type { ReferenceRow } from "#contract/index.ts";
import { createCatalog } from "#main/schedules/catalog.ts";
import { openStore } from "#main/schedules/open-store.ts";
import { createSyncStore } from "#main/schedules/sync-store.ts";
import { temporaryFolder, withCleanUp } from "#tests/support/kiosk.ts";

const base = (id: string, version = "1") => ({ id, version, lastUpdated: Number(version) });
const branch: ReferenceRow = {
  ...base("branch"),
  type: "organization",
  active: true,
  parentId: null,
  name: "Клиника",
  kind: "",
  district: "",
  address: "",
  phone: "",
};
const service: ReferenceRow = {
  ...base("service"),
  type: "service",
  active: true,
  organizationId: "branch",
  code: "B01.047.001",
  name: "Приём терапевта",
  payment: "free",
  attachedOnly: false,
  referralNeeded: false,
  fromAge: null,
  toAge: null,
  sex: null,
};
const doctor = (no: number, family: string, version = "1"): readonly ReferenceRow[] => [
  { ...base(`p${no}`, version), type: "practitioner", active: true, family, given: "А", patronymic: "" },
  {
    ...base(`r${no}`),
    type: "role",
    active: true,
    practitionerId: `p${no}`,
    organizationId: "branch",
    serviceIds: ["service"],
    roomLocationId: null,
    position: "",
    from: null,
    until: no === 1 ? "2026-11-30" : null,
    away: [],
  },
  { ...base(`s${no}`), type: "schedule", active: true, roleId: `r${no}` },
];

const opened = (
  work: (at: {
    names(): string[];
    grid(): number;
    setDay(day: string): void;
    commit(rows: readonly ReferenceRow[]): void;
  }) => void,
) =>
  withCleanUp(async (later) => {
    const file = join(temporaryFolder(later), "store.sqlite");
    const [writing, reading] = [openStore(file), openStore(file)];
    later(() => {
      writing.close();
      reading.close();
    });
    const sync = createSyncStore(writing);
    let day = "2026-11-30";
    const catalog = createCatalog(
      reading,
      (one) => one,
      () => day,
    );
    sync.commit({ reference: [branch, service, ...doctor(1, "Ёлкина"), ...doctor(2, "Жукова")] });
    work({
      names: () => catalog.doctors("branch", "service").map(({ family }) => family),
      grid: () => catalog.grid("s1", "service").length,
      setDay: (next) => {
        day = next;
      },
      commit: (reference) => void sync.commit({ reference }),
    });
  });

test("a doctor who is renamed, or comes, is in the list at once, though another connection wrote it", () =>
  opened(({ names, commit }) => {
    expect(names()).toEqual(["Ёлкина", "Жукова"]);
    commit(doctor(2, "Волкова", "2"));
    expect(names()).toEqual(["Волкова", "Ёлкина"]);
    commit(doctor(3, "Абрамова"));
    expect(names()).toEqual(["Абрамова", "Волкова", "Ёлкина"]);
  }));

test("a post that ends is gone with its grid on the day behind it", () =>
  opened(({ names, grid, setDay }) => {
    expect([names(), grid()]).toEqual([["Ёлкина", "Жукова"], 1]);
    setDay("2026-12-01");
    expect([names(), grid()]).toEqual([["Жукова"], 0]);
  }));

import { join } from "node:path";
import { expect, test } from "vitest";
import { centralSettingsSchema } from "#contract/fhir/settings.ts";
import { migrations } from "#main/schedules/migrations/index.ts";
import { openStore } from "#main/schedules/open-store.ts";
import { mirroredCentral } from "#sync/pull/index.ts";
import { friday, quarter, slot } from "./clinic.ts";
import { temporaryFolder, waitFor, withCleanUp } from "./helpers.ts";
import { openMirror, openScripted } from "./mirror.ts";

const versionOf = { versionId: "7", lastUpdated: "2026-11-01T00:00:00Z" };
const changedAt = Date.parse(versionOf.lastUpdated);
const monday = Date.parse("2026-11-23T06:00:00Z");

test("what a former version has stored is read anew, unchanged as it is at the central API", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later, 0);
    const put = (resource: Parameters<typeof demoCentral.put>[0]) => demoCentral.put(resource, versionOf);
    put({ resourceType: "Location", id: "room", name: "каб. 12", status: "suspended" });
    put({
      resourceType: "Practitioner",
      id: "p1",
      name: [{ family: "Врачёва", given: ["Анна", "нет"] }],
    });
    put({
      resourceType: "PractitionerRole",
      id: "r1",
      practitioner: { reference: "Practitioner/p1" },
      organization: { reference: "Organization/branch" },
      healthcareService: [{ reference: "HealthcareService/therapist" }],
      period: { end: "2027-03-31T21:00:00Z" },
      notAvailable: [{ during: { start: "23.11.2026", end: "27.11.2026" } }],
    });
    put({ resourceType: "Schedule", id: "s1", actor: [{ reference: "PractitionerRole/r1" }] });
    put(slot("typed", { ...quarter(1), serviceType: [{ text: "Осмотр" }] }));
    put(slot("day", { start: new Date(monday).toISOString(), end: "2026-11-24T06:00:00Z" }));

    const file = join(temporaryFolder(later), "store.db");
    const name = mirroredCentral(centralSettingsSchema.parse({ url: demoCentral.url }));
    const old = openStore(file, { migrations: migrations.slice(0, 6) });
    old.exec(`
      INSERT INTO location (id, version, last_updated, active, name, is_room, district, address)
        VALUES ('room', '7', ${changedAt}, 1, 'каб. 12', 1, '', '');
      INSERT INTO practitioner (id, version, last_updated, active, family, given, patronymic)
        VALUES ('p1', '7', ${changedAt}, 1, 'Врачёва', 'Анна', 'нет');
      INSERT INTO role (id, version, last_updated, active, practitioner_id, organization_id, position, until_day)
        VALUES ('r1', '7', ${changedAt}, 1, 'p1', 'branch', '', '2027-03-30');
      INSERT INTO schedule (no, id, version, last_updated, active, role_id, window_at)
        VALUES (1, 's1', '7', ${changedAt}, 1, 'r1', ${friday});
      INSERT INTO slot (schedule_no, start, id, "end", status, version, last_updated)
        VALUES (1, ${monday + 900_000}, 'typed', ${monday + 1_800_000}, 'free', '7', ${changedAt}),
          (1, ${monday}, 'day', ${monday + 86_400_000}, 'free', '7', ${changedAt});
      INSERT INTO sync_state (name, value) VALUES ('centre', '${name}'), ('fresh_at', ${friday}),
        ('full_at', ${friday}), ('cursor:slot', ${friday}), ('cursor:location', ${friday}),
        ('cursor:practitioner', ${friday}), ('cursor:role', ${friday}), ('cursor:schedule', ${friday});
    `);
    old.close();

    const mirror = openMirror(later, { url: demoCentral.url, clock, file });
    const all = (sql: string): unknown[] => mirror.store.prepare<[], unknown>(sql).raw().all();
    await waitFor(() => all("SELECT version FROM slot").flat().join() === "7");
    expect(all("SELECT version, active FROM location")).toEqual([["7", 0]]);
    expect(all("SELECT version, patronymic FROM practitioner")).toEqual([["7", ""]]);
    expect(all("SELECT version, until_day FROM role")).toEqual([["7", "2027-03-31"]]);
    expect(all("SELECT from_day, to_day FROM role_away")).toEqual([["2026-11-23", "2026-11-27"]]);
    expect(all("SELECT id, json_valid(purpose) FROM slot")).toEqual([["typed", 1]]);
  }));

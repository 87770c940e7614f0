import { join } from "node:path";
import { expect, test } from "vitest";
import type { ServiceRow } from "#contract/central/rows.ts";
import { createCatalog } from "#main/schedules/catalog.ts";
import { migrations } from "#main/schedules/migrations/index.ts";
import { openStore } from "#main/schedules/open-store.ts";
import { createSyncStore } from "#main/schedules/sync-store.ts";
import { temporaryFolder, withCleanUp } from "./helpers.ts";

const paediatrician: ServiceRow = {
  type: "service",
  id: "s1",
  version: "7",
  lastUpdated: 1000,
  active: true,
  organizationId: "o1",
  code: "B01.031.003",
  name: "Приём педиатра",
  payment: "free",
  attachedOnly: true,
  referralNeeded: false,
  fromAge: null,
  toAge: 17,
  sex: null,
};

test("services that were stored before their limits were are pulled anew, unchanged as they are at the central API", () =>
  withCleanUp((later) => {
    const file = join(temporaryFolder(later), "store.db");
    const old = openStore(file, { migrations: migrations.slice(0, 2) });
    old.exec(`
      INSERT INTO service (id, version, last_updated, active, organization_id, code, name, payment, attached_only, referral_needed)
        VALUES ('s1', '7', 1000, 1, 'o1', 'B01.031.003', 'Приём педиатра', 'free', 1, 0);
      INSERT INTO sync_state (name, value) VALUES ('cursor:service', 2000), ('cursor:role', 2000);
    `);
    old.close();

    const store = openStore(file);
    later(() => store.close());
    const mirror = createSyncStore(store);
    expect(createCatalog(store).service("s1")).toMatchObject({ toAge: null });
    expect(mirror.cursor("service")).toBeNull();
    const { conflicts } = mirror.commit({
      complete: [{ type: "service", rows: [paediatrician], rejected: [] }],
    });
    expect(conflicts).toEqual([]);
    expect(createCatalog(store).service("s1")).toMatchObject({ fromAge: null, toAge: 17, sex: null });
  }));

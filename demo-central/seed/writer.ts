import type Database from "better-sqlite3";
import type { SlotStatus } from "#contract/index.ts";
import type { Resource } from "../fhir/resources.ts";
import { parseResource } from "../fhir/schemas.ts";
import { createIndexer, resourceText } from "../store/store.ts";
import type { Moment } from "./calendar.ts";

export type SeedWriter = {
  /** Stores a resource with an id of its own, checked like any that comes over the wire. */
  add(resource: Resource & { readonly id: string }): void;
  /** Stores a resource whatever it holds; a search finds it by what can be read of it. */
  addAsIs(resource: Resource & { readonly id: string }): void;
  /** Stores a slot the short way: there are too many for the long one. */
  addSlot(id: string, scheduleId: string, start: Moment, end: Moment, status: SlotStatus): void;
  /** What is added from here on was last changed at this instant, ms. */
  at(updated: number): void;
};

/** @param version of everything that is added; unlike that of an earlier day's seed, whose ids are the same */
export function createSeedWriter(db: Database.Database, timeZone: string, version: number): SeedWriter {
  const index = createIndexer(db, timeZone);
  const resource = db.prepare(
    "INSERT INTO resource (no, type, id, version, updated, json) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const slot = db.prepare("INSERT INTO slot_index (no, schedule, start, status) VALUES (?, ?, ?, ?)");
  let updated = 0;
  let stamp = "";
  let no = 0;
  const store = (checked: Resource, id: string): void => {
    no += 1;
    const json = resourceText(checked, id, version, updated);
    resource.run(no, checked.resourceType, id, version, updated, json);
    index.add(checked, no);
  };
  return {
    at(instant) {
      updated = instant;
      stamp = new Date(instant).toISOString();
    },
    add(sent) {
      store(parseResource(sent.resourceType, sent), sent.id);
    },
    addAsIs(sent) {
      store(sent, sent.id);
    },
    addSlot(id, scheduleId, start, end, status) {
      no += 1;
      const json =
        `{"resourceType":"Slot","id":"${id}","meta":{"versionId":"${version}","lastUpdated":"${stamp}"},` +
        `"schedule":{"reference":"Schedule/${scheduleId}"},"status":"${status}",` +
        `"start":"${start.text}","end":"${end.text}"}`;
      resource.run(no, "Slot", id, version, updated, json);
      slot.run(no, `Schedule/${scheduleId}`, start.instant, status);
    },
  };
}

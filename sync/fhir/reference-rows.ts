import { type Reading, type ReferenceRow, type ReferenceType, selfTestSystem } from "#contract/index.ts";
import { location, organization, service } from "./clinic-rows.ts";
import { practitioner, role, schedule } from "./doctor-rows.ts";
import { instant, isId, isJson, type Json } from "./json.ts";
import { identifierKeys } from "./logical-reference.ts";
import { versionOf } from "./patient-resource.ts";
import type { Context, Reader } from "./row-reader.ts";
import { listOf } from "./values.ts";

const readers: { readonly [Type in ReferenceType]: Reader<Type> } = {
  organization,
  location,
  service,
  practitioner,
  role,
  schedule,
};

/** `active` that is missing counts as true; Location has a status instead. Undefined where it can't be read. */
function activeOf(type: ReferenceType, { active, status }: Json): boolean | undefined {
  if (type === "location") {
    if (status === undefined || status === null) return true;
    return status === "active" || status === "suspended" || status === "inactive"
      ? status === "active"
      : undefined;
  }
  if (active === undefined || active === null) return true;
  return typeof active === "boolean" ? active : undefined;
}

/** Whether a self-test made it, of this kiosk or another. */
const isSelfTests = ({ identifier }: Json): boolean =>
  listOf(identifier).some(({ system }) => system === selfTestSystem);

/** Reads one resource as a row of its type. */
export function readReferenceRow(type: ReferenceType, raw: Json, context: Context): Reading<ReferenceRow> {
  if (isSelfTests(raw)) return null;
  const { id, meta } = raw;
  if (!isId(id)) return { kind: "malformed", detail: "id" };
  const version = versionOf(raw);
  if (version === null) return { kind: "malformed", detail: "meta.versionId" };
  const lastUpdated = instant(isJson(meta) ? meta.lastUpdated : undefined);
  if (lastUpdated === null) return { kind: "malformed", detail: "meta.lastUpdated" };
  if (listOf(raw.modifierExtension).length > 0) return { kind: "modified" };
  const active = activeOf(type, raw);
  if (active === undefined)
    return { kind: "unknownStatus", detail: type === "location" ? "status" : "active" };
  const identifiers = identifierKeys(raw.identifier, context.today);
  const head = { id, version, lastUpdated, active, ...(identifiers.length > 0 ? { identifiers } : {}) };
  return readers[type](raw, head, context);
}

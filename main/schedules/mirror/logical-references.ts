import { type IdentifierKey, isIdentifierKey, type ReferenceType } from "#contract/index.ts";
import type { LeftOut, OfferRows } from "./resolve-offers.ts";

/** An identifier of a stored row. */
export type StoredIdentifier = {
  readonly type: ReferenceType;
  readonly id: string;
  readonly key: IdentifierKey;
};

/** The types that a schedule's actors may have. */
const actorFields = {
  roleIds: "role",
  practitionerIds: "practitioner",
  locationIds: "location",
  serviceIds: "service",
} as const;

/**
 * Puts ids in place of the keys of identifiers, where exactly one stored row bears the identifier; of several the one
 * that is active. A single field that leads to nobody or to several keeps its key, which is no row's id; a list does
 * without such an entry. Both are named in `leftOut`, but not that a role's doctor or organization isn't there: that is
 * found, and named, for every role alike.
 */
export function resolveReferences(
  rows: OfferRows,
  identifiers: readonly StoredIdentifier[],
): { readonly rows: OfferRows; readonly leftOut: readonly LeftOut[] } {
  const leftOut: LeftOut[] = [];
  const idsByKey = indexOf(rows, identifiers);
  const bearers = (type: ReferenceType, key: string): readonly string[] =>
    idsByKey.get(`${type} ${key}`) ?? [];
  const leave = (type: ReferenceType, id: string, found: number, detail: string): void => {
    leftOut.push({ type, id, kind: found > 1 ? "ambiguous" : "notFound", detail });
  };

  type Row = { readonly id: string; readonly active: boolean };
  const one =
    (of: ReferenceType, type: ReferenceType, detail: string, isFollowed = false) =>
    ({ id, active }: Row, reference: string): string => {
      if (!isIdentifierKey(reference)) return reference;
      const found = bearers(type, reference);
      if (active && (found.length > 1 || (found.length === 0 && !isFollowed)))
        leave(of, id, found.length, detail);
      return (found.length === 1 && found[0]) || reference;
    };
  const list =
    (of: ReferenceType, type: ReferenceType, detail: string) =>
    ({ id, active }: Row, references: readonly string[]): readonly string[] =>
      references.some(isIdentifierKey)
        ? references.flatMap((reference) => {
            if (!isIdentifierKey(reference)) return [reference];
            const found = bearers(type, reference);
            if (active && found.length !== 1) leave(of, id, found.length, detail);
            return found.length === 1 ? found : [];
          })
        : references;

  /** An actor without a type may be of any: it is whoever bears its identifier, if that is one row of all types. */
  const actorsOf = (schedule: OfferRows["schedules"][number]): OfferRows["schedules"][number] => {
    const fields = Object.entries(actorFields) as [keyof typeof actorFields, ReferenceType][];
    const keys = new Set(fields.flatMap(([field]) => schedule[field].filter(isIdentifierKey)));
    if (keys.size === 0) return schedule;
    const found = [...keys].map((key) => ({
      key,
      rows: fields.flatMap(([field, type]) =>
        schedule[field].includes(key) ? bearers(type, key).map((id) => ({ field, id })) : [],
      ),
    }));
    if (schedule.active)
      for (const { rows } of found)
        if (rows.length !== 1) leave("schedule", schedule.id, rows.length, "actor");
    const resolved = fields.map(([field]) => [
      field,
      [
        ...schedule[field].filter((reference) => !isIdentifierKey(reference)),
        ...found.flatMap(({ rows }) => (rows.length === 1 && rows[0]?.field === field ? [rows[0].id] : [])),
      ],
    ]);
    return {
      ...schedule,
      ...(Object.fromEntries(resolved) as Pick<typeof schedule, keyof typeof actorFields>),
    };
  };

  const partOf = one("organization", "organization", "partOf");
  const managedBy = one("location", "organization", "managingOrganization");
  const providedBy = one("service", "organization", "providedBy");
  const doctor = one("role", "practitioner", "practitioner", true);
  const employer = one("role", "organization", "organization", true);
  const given = list("role", "service", "healthcareService");
  const places = list("role", "location", "location");
  return {
    rows: {
      ...rows,
      organizations: rows.organizations.map((row) =>
        row.parentId === null ? row : { ...row, parentId: partOf(row, row.parentId) },
      ),
      locations: rows.locations.map((row) =>
        row.organizationId === null ? row : { ...row, organizationId: managedBy(row, row.organizationId) },
      ),
      services: rows.services.map((row) => ({
        ...row,
        organizationId: providedBy(row, row.organizationId),
      })),
      roles: rows.roles.map((row) => ({
        ...row,
        practitionerId: doctor(row, row.practitionerId),
        organizationId: employer(row, row.organizationId),
        serviceIds: given(row, row.serviceIds),
        locationIds: places(row, row.locationIds),
      })),
      schedules: rows.schedules.map(actorsOf),
    },
    leftOut,
  };
}

/** The bearers of each identifier by type and key, the active ones where there are such. */
function indexOf(
  rows: OfferRows,
  identifiers: readonly StoredIdentifier[],
): ReadonlyMap<string, readonly string[]> {
  const stored: Partial<Record<ReferenceType, OfferRows[keyof Omit<OfferRows, "slotPurposes">]>> = {
    organization: rows.organizations,
    location: rows.locations,
    service: rows.services,
    practitioner: rows.practitioners,
    role: rows.roles,
    schedule: rows.schedules,
  };
  const active = new Set(
    Object.entries(stored).flatMap(([type, list]) =>
      list.flatMap((row) => (row.active ? [`${type} ${row.id}`] : [])),
    ),
  );
  const all = Map.groupBy(identifiers, ({ type, key }) => `${type} ${key}`);
  return new Map(
    [...all].map(([key, bearers]) => {
      const present = bearers.filter(({ type, id }) => active.has(`${type} ${id}`));
      return [key, (present.length > 0 ? present : bearers).map(({ id }) => id)];
    }),
  );
}

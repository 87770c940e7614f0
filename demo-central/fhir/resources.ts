/** The resource types that this central API keeps. Everything else answers 404. */
export const resourceTypes = [
  "Organization",
  "Location",
  "HealthcareService",
  "Practitioner",
  "PractitionerRole",
  "Schedule",
  "Slot",
  "Patient",
  "RelatedPerson",
  "Communication",
  "Appointment",
  "Consent",
] as const;
export type ResourceType = (typeof resourceTypes)[number];

export const isResourceType = (name: string): name is ResourceType =>
  (resourceTypes as readonly string[]).includes(name);

/** A resource as sent or stored: checked for what the central API needs, every other field kept as it came. */
export type Resource = { readonly resourceType: ResourceType; readonly [field: string]: unknown };

/** A stored resource. `json` is the whole text with `id` and `meta`; `no` is the row, the same for all versions. */
export type Stored = {
  readonly no: number;
  readonly type: ResourceType;
  readonly id: string;
  readonly version: number;
  /** Instant, ms. */
  readonly updated: number;
  readonly deleted: boolean;
  readonly json: string;
};

export const etagOf = (version: number): string => `W/"${version}"`;

/** The version that an `If-Match` / `If-None-Match` value names, or null where it is none of ours. */
export function versionOfEtag(etag: string): number | null {
  const match = /^(?:W\/)?"(\d{1,15})"$/.exec(etag.trim());
  return match ? Number(match[1]) : null;
}

/** HTTP dates have whole seconds. */
export const httpDate = (instant: number): string => new Date(instant).toUTCString();

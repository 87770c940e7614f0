import {
  type CentralSettings,
  fhirNames,
  type IdentifierKey,
  isIdentifierKey,
  type OrganizationLevel,
  type Reading,
  type ReferenceRow,
  type ReferenceType,
  selfTestSystem,
} from "#contract/index.ts";
import { nomenclatureCode } from "#contract/schedules/nomenclature-code.ts";
import type { ClinicDays } from "./clinic-days.ts";
import { instant, isId, isJson, type Json } from "./json.ts";
import { identifierKeys, targetOf } from "./logical-reference.ts";
import { personNames } from "./names.ts";
import { versionOf } from "./patient-resource.ts";
import { isPhone } from "./phones.ts";
import { purposeOf } from "./purpose.ts";
import { roomNameOf } from "./room-name.ts";
import { russian } from "./russian.ts";
import { serviceLimits } from "./service-limits.ts";
import {
  addressOf,
  byRank,
  conceptsOf,
  daysOf,
  isInUse,
  listOf,
  textOf,
  textToken,
  tokensOf,
  wordsOf,
} from "./values.ts";

/** What every row begins with. */
type Head = {
  readonly id: string;
  readonly version: string;
  readonly lastUpdated: number;
  readonly active: boolean;
  readonly identifiers?: readonly IdentifierKey[];
};
type Context = {
  readonly settings: CentralSettings;
  /** `YYYY-MM-DD`, by which names and addresses are in use or not. */
  readonly today: string;
  readonly days: ClinicDays;
};
type Reader<Type extends ReferenceType> = (
  raw: Json,
  head: Head,
  context: Context,
) => Reading<ReferenceRow & { readonly type: Type }>;

/** What references of a type lead to (ids, or keys of identifiers), each once. */
const idsIn = (references: unknown, type: string): string[] => [
  ...new Set(listOf(references).flatMap((reference) => targetOf(reference, type) ?? [])),
];

/** The one resource that a field refers to; undefined where it refers to something that can't be followed. */
function idIn(reference: unknown, type: string): string | null | undefined {
  if (reference === undefined || reference === null) return null;
  const [id] = idsIn(reference, type);
  return id;
}

/** What a field says in words: its `display`, or the name of what is contained in the resource. */
function wordsBehind(raw: Json, reference: Json): string {
  const display = textOf(reference.display);
  const target = reference.reference;
  if (typeof target !== "string" || !target.startsWith("#")) return display;
  const contained = listOf(raw.contained).find(({ id }) => `#${String(id)}` === target);
  return textOf(contained?.name) || textOf(contained?.description) || display;
}

const withoutReference = (detail: string) => ({ kind: "withoutReference", detail }) as const;
const malformed = (detail: string) => ({ kind: "malformed", detail }) as const;
/** Most rows are used whole. */
const someOf = <T>(list: readonly T[]): readonly T[] | undefined => (list.length > 0 ? list : undefined);
const isSomething = (value: unknown): boolean => value !== undefined && value !== null;

/**
 * What a row does without: a field whose reference leads nowhere here, as one by an identifier without a system, and
 * one that leads to another type. Words alone are no reference.
 */
function unfollowed(raw: Json, field: string, type: string) {
  const lost = listOf(raw[field]).some(
    (one) => targetOf(one, type) === null && (isSomething(one.identifier) || isFollowable(one.reference)),
  );
  return lost ? [withoutReference(field)] : [];
}

/** What is contained in the resource itself is read there. */
const isFollowable = (reference: unknown): boolean =>
  typeof reference === "string" && reference !== "" && !reference.startsWith("#");

/** Whom and what a schedule may be of. */
const actorTypes = ["PractitionerRole", "Practitioner", "Location", "HealthcareService"] as const;

const levelOf = (types: ReturnType<typeof conceptsOf>, name: string): OrganizationLevel => {
  const codes = types.flatMap(({ codings }) => codings.map(({ code }) => code));
  if (codes.includes("govt") || (!codes.includes("prov") && russian.authority.test(name))) return "authority";
  return codes.includes("dept") || codes.includes("team") ? "department" : "clinic";
};

const organization: Reader<"organization"> = (raw, head, { today }) => {
  const parentId = idIn(raw.partOf, "Organization");
  if (parentId === undefined) return withoutReference("partOf");
  const aliases = Array.isArray(raw.alias) ? raw.alias.map(textOf).find(Boolean) : textOf(raw.alias);
  const name = textOf(raw.name) || (aliases ?? "");
  if (name === "") return { kind: "nameless" };
  const types = conceptsOf(raw.type);
  const kind = types.find(({ codings }) =>
    codings.some(({ system }) => system === fhirNames.organizationKind),
  );
  const telecom = [...listOf(raw.telecom), ...listOf(raw.contact).flatMap((one) => listOf(one.telecom))];
  const phone = byRank(telecom).find((one) => isPhone(one.system) && isInUse(one, today));
  const { text, district } = addressOf(raw.address, today);
  return {
    row: {
      ...head,
      type: "organization",
      level: levelOf(types, name),
      parentId,
      name,
      kind:
        kind?.codings.find(({ system }) => system === fhirNames.organizationKind)?.display || wordsOf(types),
      district,
      address: text,
      phone: textOf(phone?.value),
    },
  };
};

const location: Reader<"location"> = (raw, head, { today }) => {
  const codes = conceptsOf(raw.physicalType).flatMap(({ codings }) => codings);
  const aliases = Array.isArray(raw.alias) ? raw.alias.map(textOf).find(Boolean) : "";
  const { text, district } = addressOf(raw.address, today);
  return {
    partly: someOf([
      ...unfollowed(raw, "managingOrganization", "Organization"),
      ...unfollowed(raw, "partOf", "Location"),
    ]),
    row: {
      ...head,
      type: "location",
      organizationId: idIn(raw.managingOrganization, "Organization") ?? null,
      parentId: idIn(raw.partOf, "Location") ?? null,
      name: roomNameOf(textOf(raw.name) || aliases || textOf(raw.description)),
      isRoom: codes.some(({ system, code }) => system === fhirNames.physicalType && code === "ro"),
      district,
      address: text,
    },
  };
};

const service: Reader<"service"> = (raw, head, { settings }) => {
  const organizationId = idIn(raw.providedBy, "Organization");
  if (organizationId === undefined || organizationId === null) return withoutReference("providedBy");
  const types = conceptsOf(raw.type);
  const specialties = conceptsOf(raw.specialty);
  const name =
    textOf(raw.name) || wordsOf(types) || wordsOf(specialties) || wordsOf(conceptsOf(raw.category));
  if (name === "") return { kind: "nameless" };
  const limits = serviceLimits.safeParse(raw.extension ?? undefined);
  if (!limits.success) return { kind: "malformed", detail: "extension" };
  const traits = new Set(
    conceptsOf(raw.characteristic).flatMap(({ codings }) =>
      codings.filter(({ system }) => system === fhirNames.serviceTrait).map(({ code }) => code),
    ),
  );
  const { serviceCode } = settings.systems;
  const codes = types
    .flatMap(({ codings }) => codings)
    .flatMap(({ system, code }) => (system === serviceCode && code ? [code] : []));
  // Of several the one that is of the nomenclature. It stays as it is written: bookings send it back.
  const code = codes.find((one) => nomenclatureCode(one) !== null) ?? codes[0] ?? "";
  return {
    row: {
      ...head,
      type: "service",
      organizationId,
      code,
      name,
      payment: traits.has("paid") ? "paid" : "free",
      attachedOnly: traits.has("attached-only"),
      referralNeeded: traits.has("referral-needed"),
      ...limits.data,
      tokens: [...new Set([...tokensOf(types), textToken(name)])],
      specialties: tokensOf(specialties),
    },
  };
};

const practitioner: Reader<"practitioner"> = (raw, head, { today }) => {
  const [name] = personNames(raw.name, today);
  // Practitioner has no `deceased` in R4; later versions and extensions do.
  const isDead = raw.deceasedBoolean === true || textOf(raw.deceasedDateTime) !== "";
  if (!name) return { kind: "nameless" };
  return { row: { ...head, active: head.active && !isDead, type: "practitioner", ...name } };
};

const role: Reader<"role"> = (raw, head, context) => {
  const practitionerId = idIn(raw.practitioner, "Practitioner");
  if (practitionerId === undefined || practitionerId === null) return withoutReference("practitioner");
  const organizationId = idIn(raw.organization, "Organization");
  if (organizationId === undefined) return withoutReference("organization");
  const days = daysOf(raw.period, context.days);
  if (days === null) return { kind: "malformed", detail: "period" };
  const codes = conceptsOf(raw.code);
  const specialty = conceptsOf(raw.specialty);
  const locations = listOf(raw.location);
  const locationIds = idsIn(locations, "Location");
  const absences = listOf(raw.notAvailable)
    .map(({ during }) => during)
    .filter(isSomething);
  const readAbsences = absences.map((during) => (isJson(during) ? daysOf(during, context.days) : null));
  return {
    partly: someOf([
      ...unfollowed(raw, "location", "Location"),
      ...unfollowed(raw, "healthcareService", "HealthcareService"),
      ...readAbsences.flatMap((read) => (read === null ? [malformed("notAvailable")] : [])),
    ]),
    row: {
      ...head,
      type: "role",
      practitionerId,
      organizationId: organizationId ?? "",
      serviceIds: idsIn(raw.healthcareService, "HealthcareService"),
      specialties: tokensOf(specialty),
      locationIds,
      roomLocationId: locationIds[0] ?? null,
      roomName: roomNameOf(locations.map((one) => wordsBehind(raw, one)).find(Boolean) ?? ""),
      position: wordsOf(codes) || wordsOf(specialty),
      from: days.from,
      until: days.until,
      away: readAbsences.flatMap((absent) => {
        if (absent === null || (absent.from === null && absent.until === null)) return [];
        return [{ from: absent.from ?? "0001-01-01", to: absent.until ?? "9999-12-31" }];
      }),
    },
  };
};

const schedule: Reader<"schedule"> = (raw, head) => {
  const roleIds = idsIn(raw.actor, "PractitionerRole");
  const practitionerIds = idsIn(raw.actor, "Practitioner");
  const locationIds = idsIn(raw.actor, "Location");
  const serviceIds = idsIn(raw.actor, "HealthcareService");
  const purpose = purposeOf(raw);
  // One that is switched off offers nobody, and lacks nobody: other kiosks' self-tests make such.
  if (head.active && roleIds.length + practitionerIds.length + serviceIds.length === 0) {
    return locationIds.length > 0 ? { kind: "withoutDoctor" } : withoutReference("actor");
  }
  return {
    partly: someOf(
      head.active
        ? listOf(raw.actor)
            .filter((actor) => actorTypes.every((type) => targetOf(actor, type) === null))
            .map(() => withoutReference("actor"))
            .slice(0, 1)
        : [],
    ),
    row: {
      ...head,
      type: "schedule",
      roleId: roleIds.length === 1 && roleIds[0] && !isIdentifierKey(roleIds[0]) ? roleIds[0] : "",
      actors: { roleIds, practitionerIds, locationIds, serviceIds },
      ...(purpose === null ? {} : { purpose }),
    },
  };
};

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

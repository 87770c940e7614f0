import { z } from "zod";
import {
  type CentralSettings,
  fhirNames,
  type Reading,
  type ReferenceRow,
  type ReferenceType,
} from "#contract/index.ts";
import { instant, type Json, referencedId } from "./json.ts";
import { serviceLimits } from "./service-limits.ts";

/** The FHIR resource behind each kind of stored row. */
export const resourceTypes = {
  organization: "Organization",
  location: "Location",
  service: "HealthcareService",
  practitioner: "Practitioner",
  role: "PractitionerRole",
  schedule: "Schedule",
} as const satisfies Record<ReferenceType, string>;

const text = z.string().default("");
const active = z.boolean().default(true);
const coding = z.object({ system: text, code: text, display: text });
const concept = z.object({ coding: z.array(coding).default([]), text });
const address = z.object({ text, district: text });
const telecom = z.array(z.object({ system: text, value: text })).default([]);

const referenceTo = (type: string) =>
  z.object({ reference: z.string() }).transform(({ reference }, context) => {
    const id = referencedId(reference, type);
    if (id !== null) return id;
    context.addIssue(`refers to no ${type}`);
    return z.NEVER;
  });

const versioned = z.object({
  id: z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/),
  meta: z.object({
    versionId: z.string().min(1),
    lastUpdated: z.string().transform((value, context) => {
      const ms = instant(value);
      if (ms !== null) return ms;
      context.addIssue("not an instant");
      return z.NEVER;
    }),
  }),
});
const head = ({ id, meta }: z.infer<typeof versioned>) => ({
  id,
  version: meta.versionId,
  lastUpdated: meta.lastUpdated,
});

const organization = versioned
  .extend({
    active,
    name: z.string().min(1),
    partOf: referenceTo("Organization").optional(),
    type: z.array(concept).default([]),
    address: z.array(address).default([]),
    telecom,
  })
  .transform((it) => ({
    ...head(it),
    type: "organization" as const,
    active: it.active,
    parentId: it.partOf ?? null,
    name: it.name,
    kind: it.type[0]?.coding[0]?.display ?? "",
    district: it.address[0]?.district ?? "",
    address: it.address[0]?.text ?? "",
    phone: it.telecom.find(({ system }) => system === "phone")?.value ?? "",
  }));

const location = versioned
  .extend({
    status: z.enum(["active", "suspended", "inactive"]).default("active"),
    name: text,
    managingOrganization: referenceTo("Organization").optional(),
    partOf: referenceTo("Location").optional(),
    physicalType: concept.prefault({}),
    address: address.prefault({}),
  })
  .transform((it) => ({
    ...head(it),
    type: "location" as const,
    active: it.status === "active",
    organizationId: it.managingOrganization ?? null,
    parentId: it.partOf ?? null,
    name: it.name,
    isRoom: it.physicalType.coding.some(
      ({ system, code }) => system === fhirNames.physicalType && code === "ro",
    ),
    district: it.address.district,
    address: it.address.text,
  }));

const serviceOf = (serviceCode: string) =>
  versioned
    .extend({
      active,
      name: z.string().min(1),
      providedBy: referenceTo("Organization"),
      type: z.array(concept).default([]),
      characteristic: z.array(concept).default([]),
      extension: serviceLimits,
    })
    .transform((it) => {
      const traits = new Set(
        it.characteristic.flatMap((each) => each.coding.filter(isTrait).map(({ code }) => code)),
      );
      const codes = it.type.flatMap((each) => each.coding.filter(({ system }) => system === serviceCode));
      return {
        ...head(it),
        type: "service" as const,
        active: it.active,
        organizationId: it.providedBy,
        code: codes[0]?.code ?? "",
        name: it.name,
        payment: traits.has("paid") ? ("paid" as const) : ("free" as const),
        attachedOnly: traits.has("attached-only"),
        referralNeeded: traits.has("referral-needed"),
        ...it.extension,
      };
    });
const isTrait = ({ system }: { system: string }) => system === fhirNames.serviceTrait;

const practitioner = versioned
  .extend({
    active,
    name: z.array(z.object({ family: text, given: z.array(z.string()).default([]) })).min(1),
  })
  .transform((it) => ({
    ...head(it),
    type: "practitioner" as const,
    active: it.active,
    family: it.name[0]?.family ?? "",
    given: it.name[0]?.given[0] ?? "",
    patronymic: it.name[0]?.given[1] ?? "",
  }));

/** A FHIR dateTime names its day in the clinic's own zone; a month or a year alone has no day. */
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}/)
  .transform((value) => value.slice(0, 10));
const away = z.object({ during: z.object({ start: day.optional(), end: day.optional() }).optional() });

const role = versioned
  .extend({
    active,
    practitioner: referenceTo("Practitioner"),
    organization: referenceTo("Organization"),
    healthcareService: z.array(referenceTo("HealthcareService")).default([]),
    location: z.array(referenceTo("Location")).default([]),
    code: z.array(concept).default([]),
    notAvailable: z.array(away).default([]),
  })
  .transform((it) => ({
    ...head(it),
    type: "role" as const,
    active: it.active,
    practitionerId: it.practitioner,
    organizationId: it.organization,
    serviceIds: [...new Set(it.healthcareService)],
    roomLocationId: it.location[0] ?? null,
    position: it.code[0]?.text || it.code[0]?.coding[0]?.display || "",
    away: it.notAvailable.flatMap(({ during }) =>
      during ? [{ from: during.start ?? "0001-01-01", to: during.end ?? "9999-12-31" }] : [],
    ),
  }));

const schedule = versioned
  .extend({ active, actor: z.array(z.object({ reference: z.string() })).min(1) })
  .transform((it, context) => {
    const roles = it.actor.flatMap(({ reference }) => referencedId(reference, "PractitionerRole") ?? []);
    const [roleId] = roles;
    if (roleId !== undefined && roles.length === 1) {
      return { ...head(it), type: "schedule" as const, active: it.active, roleId };
    }
    context.addIssue("not the schedule of one PractitionerRole");
    return z.NEVER;
  });

/** Makes the reader for a kind of row: FHIR resource in, row or the reason of its rejection out. */
export function referenceReader(
  type: ReferenceType,
  settings: CentralSettings,
): (resource: Json) => Reading<ReferenceRow> {
  const schemas: Record<ReferenceType, z.ZodType<ReferenceRow>> = {
    organization,
    location,
    service: serviceOf(settings.systems.serviceCode),
    practitioner,
    role,
    schedule,
  };
  const schema = schemas[type];
  return (resource) => {
    const result = schema.safeParse(resource);
    if (result.success) return { row: result.data };
    const [issue] = result.error.issues;
    return { kind: "malformed", detail: issue?.path.join(".") };
  };
}

import { z } from "zod";
import { slotStatuses } from "#contract/index.ts";
import { isInstant, rangeOf } from "./dates.ts";
import { FhirError, type Issue } from "./outcome.ts";
import { isReference } from "./references.ts";
import { isResourceType, type Resource, type ResourceType } from "./resources.ts";

const id = z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/);
const text = z.string().regex(/\S/);
const uri = z.string().regex(/^\S+$/);
const instant = z.string().refine(isInstant, "not an instant");
const dateTime = z.string().refine((value) => rangeOf(value, "UTC") !== null, "not a date or date and time");
const partialDate = z
  .string()
  .refine((value) => /^\d{4}(-\d{2}){0,2}$/.test(value) && rangeOf(value, "UTC") !== null, "not a date");

const reference = z
  .looseObject({ reference: z.string().refine(isReference, "not a reference").optional() })
  .refine(
    (value) => value.reference !== undefined || "identifier" in value || "display" in value,
    "an empty reference",
  );
const resolvable = z.looseObject({ reference: z.string().refine(isReference, "not a reference") });
const coding = z.looseObject({
  system: uri.optional(),
  code: text.optional(),
  display: z.string().optional(),
});
const concept = z.looseObject({ coding: z.array(coding).optional(), text: z.string().optional() });
const identifier = z.looseObject({ system: uri.optional(), value: text.optional() });
const period = z.looseObject({ start: dateTime.optional(), end: dateTime.optional() });
const telecom = z.looseObject({
  system: z.enum(["phone", "fax", "email", "pager", "url", "sms", "other"]).optional(),
  value: text.optional(),
});
const address = z.looseObject({ text: z.string().optional(), district: z.string().optional() });
const name = z.looseObject({ family: text.optional(), given: z.array(text).optional() });
const gender = z.enum(["male", "female", "other", "unknown"]).optional();
const extension = z.looseObject({ url: uri });
const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/);

const common = {
  id: id.optional(),
  meta: z.looseObject({}).optional(),
  identifier: z.array(identifier).optional(),
  extension: z.array(extension).optional(),
};

const startsBeforeEnd = (slot: { start?: string; end?: string }): boolean =>
  slot.start === undefined || slot.end === undefined || Date.parse(slot.start) < Date.parse(slot.end);

const appointmentStatuses = [
  "proposed",
  "pending",
  "booked",
  "arrived",
  "fulfilled",
  "cancelled",
  "noshow",
  "entered-in-error",
  "checked-in",
  "waitlist",
] as const;

const participant = z
  .looseObject({
    actor: resolvable.optional(),
    type: z.array(concept).optional(),
    required: z.enum(["required", "optional", "information-only"]).optional(),
    status: z.enum(["accepted", "declined", "tentative", "needs-action"]),
  })
  .refine((one) => one.actor !== undefined || one.type !== undefined, "needs an actor or a type (app-1)");

const schemas: Readonly<Record<ResourceType, z.ZodType>> = {
  Organization: z.looseObject({
    ...common,
    resourceType: z.literal("Organization"),
    active: z.boolean().optional(),
    name: text,
    type: z.array(concept).optional(),
    partOf: resolvable.optional(),
    address: z.array(address).optional(),
    telecom: z.array(telecom).optional(),
  }),
  Location: z.looseObject({
    ...common,
    resourceType: z.literal("Location"),
    status: z.enum(["active", "suspended", "inactive"]).optional(),
    name: text,
    physicalType: concept.optional(),
    managingOrganization: resolvable.optional(),
    partOf: resolvable.optional(),
    address: address.optional(),
  }),
  HealthcareService: z.looseObject({
    ...common,
    resourceType: z.literal("HealthcareService"),
    active: z.boolean().optional(),
    name: text,
    providedBy: resolvable,
    type: z.array(concept).optional(),
    characteristic: z.array(concept).optional(),
  }),
  Practitioner: z.looseObject({
    ...common,
    resourceType: z.literal("Practitioner"),
    active: z.boolean().optional(),
    name: z.array(name).min(1),
  }),
  PractitionerRole: z.looseObject({
    ...common,
    resourceType: z.literal("PractitionerRole"),
    active: z.boolean().optional(),
    practitioner: resolvable,
    organization: resolvable,
    healthcareService: z.array(resolvable).optional(),
    location: z.array(resolvable).optional(),
    code: z.array(concept).optional(),
    availableTime: z
      .array(
        z.looseObject({
          daysOfWeek: z.array(z.enum(days)).optional(),
          availableStartTime: clockTime.optional(),
          availableEndTime: clockTime.optional(),
        }),
      )
      .optional(),
    notAvailable: z.array(z.looseObject({ description: text, during: period.optional() })).optional(),
  }),
  Schedule: z.looseObject({
    ...common,
    resourceType: z.literal("Schedule"),
    active: z.boolean().optional(),
    actor: z.array(resolvable).min(1),
    planningHorizon: period.optional(),
  }),
  Slot: z
    .looseObject({
      ...common,
      resourceType: z.literal("Slot"),
      schedule: resolvable,
      status: z.enum(slotStatuses),
      start: instant,
      end: instant,
    })
    .refine(startsBeforeEnd, { message: "ends before it starts", path: ["end"] }),
  Patient: z.looseObject({
    ...common,
    resourceType: z.literal("Patient"),
    active: z.boolean().optional(),
    birthDate: partialDate.optional(),
    gender,
    name: z.array(name).optional(),
    telecom: z.array(telecom).optional(),
    managingOrganization: resolvable.optional(),
  }),
  RelatedPerson: z.looseObject({
    ...common,
    resourceType: z.literal("RelatedPerson"),
    active: z.boolean().optional(),
    patient: resolvable,
    relationship: z.array(concept).optional(),
    name: z.array(name).optional(),
    telecom: z.array(telecom).optional(),
    gender,
    birthDate: partialDate.optional(),
  }),
  Communication: z.looseObject({
    ...common,
    resourceType: z.literal("Communication"),
    status: z.enum([
      "preparation",
      "in-progress",
      "not-done",
      "on-hold",
      "stopped",
      "completed",
      "entered-in-error",
      "unknown",
    ]),
    subject: reference.optional(),
    recipient: z.array(reference).optional(),
    sender: reference.optional(),
    sent: dateTime.optional(),
    payload: z.array(z.looseObject({ contentString: text.optional() })).optional(),
  }),
  Appointment: z
    .looseObject({
      ...common,
      resourceType: z.literal("Appointment"),
      status: z.enum(appointmentStatuses),
      start: instant.optional(),
      end: instant.optional(),
      slot: z.array(resolvable).optional(),
      serviceType: z.array(concept).optional(),
      participant: z.array(participant).min(1),
    })
    .refine(
      (visit) => (visit.start === undefined) === (visit.end === undefined),
      "start and end go together (app-2)",
    )
    .refine(
      (visit) => visit.start !== undefined || ["proposed", "cancelled", "waitlist"].includes(visit.status),
      "needs start and end in this status (app-3)",
    )
    .refine(startsBeforeEnd, { message: "ends before it starts", path: ["end"] }),
  Consent: z.looseObject({
    ...common,
    resourceType: z.literal("Consent"),
    status: z.enum(["draft", "proposed", "active", "rejected", "inactive", "entered-in-error"]),
    scope: concept,
    category: z.array(concept).min(1),
    patient: reference.optional(),
    dateTime: dateTime.optional(),
    organization: z.array(reference).optional(),
    policy: z.array(z.looseObject({ authority: uri.optional(), uri: uri.optional() })).optional(),
    policyRule: concept.optional(),
    provision: z.looseObject({ type: z.enum(["deny", "permit"]).optional() }).optional(),
  }),
};

/** Refuses what the rest of the central API could not work with. Values are not repeated in the diagnostics. */
export function parseResource(type: ResourceType, sent: unknown): Resource {
  if (typeof sent !== "object" || sent === null || Array.isArray(sent)) {
    throw new FhirError(400, { code: "structure", diagnostics: "The body is not a resource" });
  }
  const claimed = "resourceType" in sent ? sent.resourceType : undefined;
  if (claimed !== type) {
    const known = typeof claimed === "string" && isResourceType(claimed);
    throw new FhirError(400, {
      code: known ? "invalid" : "structure",
      diagnostics: `A ${type} was expected, resourceType says otherwise`,
      expression: "resourceType",
    });
  }
  const parsed = schemas[type].safeParse(sent);
  if (parsed.success) return parsed.data as Resource;
  const issues = parsed.error.issues.map((issue): Issue => {
    const place = [type, ...issue.path.map(String)].join(".").replace(/\.(\d+)/g, "[$1]");
    return { code: "value", diagnostics: `${place}: ${issue.message}`, expression: place };
  });
  const [first, ...rest] = issues;
  throw new FhirError(422, first ?? { code: "invalid", diagnostics: "Not valid" }, ...rest.slice(0, 20));
}

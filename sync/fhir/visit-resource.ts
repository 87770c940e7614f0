import { fhirNames } from "#contract/fhir/names.ts";
import { CentralError, type SlotStatus, slotStatuses } from "#contract/index.ts";
import type { FhirVisit } from "./attempts.ts";
import { instant, isId, isJson, type Json, referencedId } from "./json.ts";
import { versionOf } from "./patient-resource.ts";
import { russian } from "./russian.ts";
import { conceptsOf, listOf, textOf, wordsOf } from "./values.ts";

/**
 * An Appointment as the kiosk sees it. `selfService` are the systems of identifiers that mark a patient's own
 * booking. @throws {CentralError} `invalidResponse` for anything else.
 */
export function toVisit(resource: unknown, etag: string | null, selfService: readonly string[]): FhirVisit {
  if (!isJson(resource) || resource.resourceType !== "Appointment") throw unreadable("resourceType");
  const { id, status } = resource;
  const version = versionOf(resource);
  const start = instant(resource.start);
  if (!isId(id)) throw unreadable("id");
  if (typeof status !== "string") throw unreadable("status");
  if (version === null && etag === null) throw unreadable("meta.versionId");
  if (start === null) throw unreadable("start");
  const actors = listOf(resource.participant)
    .filter((one) => one.status !== "declined")
    .flatMap(({ actor }) => (isJson(actor) ? [actor] : []));
  const idsOf = (type: string): string[] =>
    actors.flatMap(({ reference }) => referencedId(reference, type) ?? []);
  const identifiers = listOf(resource.identifier);
  const valuesOf = (system: string): string[] =>
    identifiers.flatMap((one) => (one.system === system && typeof one.value === "string" ? [one.value] : []));
  const services = conceptsOf(resource.serviceType);
  return {
    id,
    etag: etag ?? `W/"${version}"`,
    status,
    ticketNumber: valuesOf(fhirNames.ticketNumber)[0] ?? null,
    start,
    end: instant(resource.end),
    slotIds: listOf(resource.slot).flatMap(({ reference }) => referencedId(reference, "Slot") ?? []),
    patientIds: [...new Set(idsOf("Patient"))],
    practitionerId: idsOf("Practitioner")[0] ?? null,
    roleId: idsOf("PractitionerRole")[0] ?? null,
    service: {
      id: idsOf("HealthcareService")[0] ?? null,
      code: services[0]?.codings[0]?.code ?? "",
      name: wordsOf(services),
    },
    words: wordsIn(resource, actors),
    keys: {
      booking: valuesOf(fhirNames.bookingKey),
      operation: valuesOf(fhirNames.operationKey),
      fence: valuesOf(fhirNames.fenceKey),
    },
    slotStatusBefore: slotStatusBeforeOf(resource),
    selfService: identifiers.some(({ system }) => typeof system === "string" && selfService.includes(system)),
    raw: resource,
  };
}

/** What a kiosk noted on a visit of the slot that it took for reception; null where there is no such note. */
export function slotStatusBeforeOf({ extension }: Json): SlotStatus | null {
  const noted = listOf(extension).find(({ url }) => url === fhirNames.extension.slotStatusBefore);
  return slotStatuses.find((status) => status === noted?.valueCode) ?? null;
}

const unreadable = (field: string): CentralError =>
  new CentralError("invalidResponse", `a visit that can't be read: ${field}`);

const typeOf = ({ reference, type }: Json): string => {
  if (typeof type === "string") return type;
  const parts = (typeof reference === "string" ? reference : "").replace(/\/_history\/.*$/, "").split("/");
  return parts.at(-2) ?? "";
};

/** What a visit says in words of whom it leads to, for references that lead nowhere here. */
function wordsIn(resource: Json, actors: readonly Json[]): FhirVisit["words"] {
  const told = actors.map((actor) => ({
    type: typeOf(actor),
    words: textOf(actor.display) || containedWords(resource, actor.reference),
  }));
  const of = (...types: string[]): string =>
    told.find(({ type, words }) => types.includes(type) && words)?.words ?? "";
  // Of an actor without a type only the text can tell; a place names itself by its kind.
  const untyped = told.filter(({ type, words }) => type === "" && words !== "").map(({ words }) => words);
  const looksLikePlace = (words: string): boolean => russian.place.test(words);
  return {
    doctor: of("Practitioner", "PractitionerRole") || (untyped.find((words) => !looksLikePlace(words)) ?? ""),
    service:
      of("HealthcareService") ||
      wordsOf(conceptsOf(resource.serviceType)) ||
      textOf(resource.description) ||
      wordsOf(conceptsOf(resource.specialty)) ||
      wordsOf(conceptsOf(resource.serviceCategory)),
    place: of("Location", "Organization") || (untyped.find(looksLikePlace) ?? ""),
  };
}

function containedWords(resource: Json, reference: unknown): string {
  if (typeof reference !== "string" || !reference.startsWith("#")) return "";
  const found = listOf(resource.contained).find(({ id }) => id === reference.slice(1));
  if (!found) return "";
  const [name] = listOf(found.name);
  if (name === undefined) return textOf(found.name);
  return textOf(name.text) || [textOf(name.family), ...listOfTexts(name.given)].filter(Boolean).join(" ");
}

const listOfTexts = (value: unknown): string[] => (Array.isArray(value) ? value.map(textOf) : []);

import type { RelatedPerson } from "fhir/r4";
import { fhirNames } from "#contract/fhir/names.ts";
import type { CentralSettings } from "#contract/fhir/settings.ts";
import {
  type CardContent,
  type CardRelation,
  CentralError,
  cardRelations,
  isCalendarDate,
  policyValue,
} from "#contract/index.ts";
import type { FhirCard } from "./attempts.ts";
import { isId, type Json, referencedId } from "./json.ts";
import { isNameInUse, personNames } from "./names.ts";
import { sexOf, versionOf } from "./patient-resource.ts";
import { extensionReference, identifiersOf, policiesOf, snilsOf } from "./person-identifiers.ts";
import { isPhone, phonesOf } from "./phones.ts";
import { isInUse, listOf, textOf } from "./values.ts";

type Systems = CentralSettings["systems"];

/**
 * A card as the kiosk sees it, or null for a RelatedPerson that is none: whom a clinic noted down as somebody's next
 * of kin is not for a kiosk to change. @throws {CentralError} `invalidResponse` for a card that can't be read.
 * @param today `YYYY-MM-DD`
 */
export function toCard(resource: Json, systems: Systems, today: string): FhirCard | null {
  const relation = relationOf(resource);
  if (relation === null || resource.active === false) return null;
  const { id, birthDate } = resource;
  const version = versionOf(resource);
  if (!isId(id) || version === null) throw new CentralError("invalidResponse", "a card that can't be read");
  const numbers = identifiersOf(resource.identifier, today);
  const born = textOf(birthDate);
  return {
    id,
    etag: `W/"${version}"`,
    raw: resource,
    relation,
    ...(personNames(resource.name, today)[0] ?? { family: "", given: "", patronymic: "" }),
    sex: sexOf(resource.gender),
    birthDate: isCalendarDate(born) ? born : null,
    policy: policiesOf(numbers, systems)[0] ?? null,
    snils: snilsOf(numbers, systems),
    phone: phonesOf(resource.telecom, today)[0] ?? null,
    linkedPatientId: referencedId(
      extensionReference(resource.extension, fhirNames.extension.linkedPatient),
      "Patient",
    ),
  };
}

/** A new card, with the key under which it is made once. */
export function newCard(
  {
    key,
    ownerId,
    content,
  }: { readonly key: string; readonly ownerId: string; readonly content: CardContent },
  systems: Systems,
  today: string,
): Json {
  const bare: RelatedPerson = {
    resourceType: "RelatedPerson",
    active: true,
    identifier: [{ system: fhirNames.cardKey, value: key }],
    patient: { reference: `Patient/${ownerId}` },
  };
  return withContent({ ...bare }, content, systems, today);
}

/** The whole resource as read, with this content in it; what other programs keep there stays. */
export function withContent(raw: Json, content: CardContent, systems: Systems, today: string): Json {
  return {
    ...raw,
    relationship: relationship(raw, content.relation),
    identifier: identifiers(raw, content, systems, today),
    name: names(raw, content, today),
    telecom: telecom(raw, content.phone, today),
    ...(content.sex === null ? {} : { gender: content.sex }),
    ...(content.birthDate === null ? {} : { birthDate: content.birthDate }),
    extension: extensions(raw, content.linkedPatientId),
  };
}

const isOurs = ({ system }: Json): boolean => system === fhirNames.cardRelation;
const codingsOf = (concept: Json): readonly Json[] => listOf(concept.coding);

function relationOf(resource: Json): CardRelation | null {
  const codes = listOf(resource.relationship).flatMap(codingsOf).filter(isOurs);
  return cardRelations.find((relation) => codes.some(({ code }) => code === relation)) ?? null;
}

const roleCodes: Readonly<Record<CardRelation, string | null>> = {
  self: "ONESELF",
  child: "CHILD",
  other: null,
};
const isRoleCode = ({ system, code }: Json): boolean =>
  system === fhirNames.roleCode && Object.values(roleCodes).some((one) => one !== null && one === code);

function relationship(raw: Json, relation: CardRelation): readonly Json[] {
  const role = roleCodes[relation];
  const coding = [
    { system: fhirNames.cardRelation, code: relation },
    ...(role === null ? [] : [{ system: fhirNames.roleCode, code: role }]),
  ];
  const concepts = listOf(raw.relationship);
  const ours = concepts.find((concept) => codingsOf(concept).some(isOurs));
  const others = ours ? codingsOf(ours).filter((one) => !isOurs(one) && !isRoleCode(one)) : [];
  return replaced(concepts, ours, { ...ours, coding: [...coding, ...others] });
}

/** The first policy and the first СНИЛС are the card's; others of a vendor's stay. */
function identifiers(
  raw: Json,
  { policy, snils }: CardContent,
  systems: Systems,
  today: string,
): readonly Json[] {
  const there = listOf(raw.identifier);
  const read = (one: Json) => identifiersOf(one, today);
  const oldPolicy = there.find((one) => policiesOf(read(one), systems).length > 0);
  const oldSnils = there.find((one) => snilsOf(read(one), systems) !== null);
  const newPolicy = policy && { system: systems[policy.kind], value: policyValue(policy) };
  const newSnils = snils === null ? null : { system: systems.snils, value: snils };
  return replaced(replaced(there, oldPolicy, newPolicy), oldSnils, newSnils);
}

function names(raw: Json, { family, given, patronymic }: CardContent, today: string): readonly Json[] {
  const there = listOf(raw.name);
  const current =
    there.find((one) => one.use === "official" && isNameInUse(one, today)) ??
    there.find((one) => isNameInUse(one, today));
  return replaced(there, current, {
    ...(current ?? { use: "official" }),
    text: [family, given, patronymic].filter(Boolean).join(" "),
    family,
    given: [given, patronymic].filter(Boolean),
  });
}

/** One entry is the card's phone: the first that is in use. */
function telecom(raw: Json, phone: string | null, today: string): readonly Json[] | undefined {
  const there = listOf(raw.telecom);
  const current = there.find((one) => isPhone(one.system) && isInUse(one, today));
  const entry = phone === null ? null : { ...(current ?? { system: "phone", use: "mobile" }), value: phone };
  return orNone(replaced(there, current, entry));
}

function extensions(raw: Json, patientId: string | null): readonly Json[] | undefined {
  const url = fhirNames.extension.linkedPatient;
  const there = listOf(raw.extension);
  const link = patientId === null ? null : { url, valueReference: { reference: `Patient/${patientId}` } };
  return orNone(
    replaced(
      there,
      there.find((one) => one.url === url),
      link,
    ),
  );
}

/** The list with `next` where `current` stood, or at its end; null takes `current` away. */
function replaced(there: readonly Json[], current: Json | undefined, next: Json | null): readonly Json[] {
  const put = next === null ? [] : [next];
  return current ? there.flatMap((one) => (one === current ? put : [one])) : [...there, ...put];
}

/** FHIR has no empty lists: undefined, which JSON leaves out. */
const orNone = (list: readonly Json[]): readonly Json[] | undefined => (list.length > 0 ? list : undefined);

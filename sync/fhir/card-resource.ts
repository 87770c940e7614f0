import type { RelatedPerson } from "fhir/r4";
import { z } from "zod";
import {
  type CardContent,
  type CardRelation,
  type CentralCard,
  CentralError,
  type CentralSettings,
  cardRelations,
  fhirNames,
  isCalendarDate,
  policyValue,
} from "#contract/index.ts";
import { isJson, type Json, referencedId } from "./json.ts";
import {
  identifiersSchema,
  isNameInUse,
  namesSchema,
  personNames,
  phonesOf,
  policiesOf,
  sexOf,
  snilsOf,
  telecomSchema,
} from "./patient-resource.ts";

type Systems = CentralSettings["systems"];

const text = z.string().default("");
const cardSchema = z.object({
  id: z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/),
  meta: z.object({ versionId: z.string().min(1) }),
  birthDate: text,
  gender: text,
  identifier: identifiersSchema,
  name: namesSchema,
  telecom: telecomSchema,
  extension: z
    .array(z.object({ url: text, valueReference: z.object({ reference: text }).optional() }))
    .default([]),
});

/**
 * A card as the kiosk sees it, or null for a RelatedPerson that is none: whom a clinic noted down as somebody's next
 * of kin is not for a kiosk to change. @throws {CentralError} `rubbish` for a card that can't be read.
 */
export function toCard(resource: Json, systems: Systems): CentralCard | null {
  const relation = relationOf(resource);
  if (relation === null || resource.active === false) return null;
  const { data } = cardSchema.safeParse(resource);
  if (!data) throw new CentralError("rubbish", "a card that can't be read");
  const link = data.extension.find(({ url }) => url === fhirNames.extension.linkedPatient);
  return {
    id: data.id,
    etag: `W/"${data.meta.versionId}"`,
    raw: resource,
    relation,
    ...(personNames(data.name)[0] ?? { family: "", given: "", patronymic: "" }),
    sex: sexOf(data.gender),
    birthDate: isCalendarDate(data.birthDate) ? data.birthDate : null,
    policy: policiesOf(data.identifier, systems)[0] ?? null,
    snils: snilsOf(data.identifier, systems),
    phone: phonesOf(data.telecom)[0] ?? null,
    linkedPatientId: referencedId(link?.valueReference?.reference, "Patient"),
  };
}

/** A new card, with the key under which it is made once. */
export function newCard(
  {
    key,
    keeperId,
    content,
  }: { readonly key: string; readonly keeperId: string; readonly content: CardContent },
  systems: Systems,
): Json {
  const bare: RelatedPerson = {
    resourceType: "RelatedPerson",
    active: true,
    identifier: [{ system: fhirNames.cardKey, value: key }],
    patient: { reference: `Patient/${keeperId}` },
  };
  return withContent({ ...bare }, content, systems);
}

/** The whole resource as read, with this content in it; what other programs keep there stays. */
export function withContent(raw: Json, content: CardContent, systems: Systems): Json {
  return {
    ...raw,
    relationship: relationship(raw, content.relation),
    identifier: identifiers(raw, content, systems),
    name: names(raw, content),
    telecom: telecom(raw, content.phone),
    ...(content.sex === null ? {} : { gender: content.sex }),
    ...(content.birthDate === null ? {} : { birthDate: content.birthDate }),
    extension: extensions(raw, content.linkedPatientId),
  };
}

const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isJson) : []);
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
function identifiers(raw: Json, { policy, snils }: CardContent, systems: Systems): readonly Json[] {
  const there = listOf(raw.identifier);
  const read = (one: Json) => identifiersSchema.safeParse([one]).data ?? [];
  const oldPolicy = there.find((one) => policiesOf(read(one), systems).length > 0);
  const oldSnils = there.find((one) => snilsOf(read(one), systems) !== null);
  const newPolicy = policy && { system: systems[policy.kind], value: policyValue(policy) };
  const newSnils = snils === null ? null : { system: systems.snils, value: snils };
  return replaced(replaced(there, oldPolicy, newPolicy), oldSnils, newSnils);
}

function names(raw: Json, { family, given, patronymic }: CardContent): readonly Json[] {
  const there = listOf(raw.name);
  const current = there.find(({ use }) => use === "official") ?? there.find(({ use }) => isNameInUse(use));
  return replaced(there, current, {
    ...(current ?? { use: "official" }),
    text: [family, given, patronymic].filter(Boolean).join(" "),
    family,
    given: [given, patronymic].filter(Boolean),
  });
}

/** One entry is the card's phone: the first that is in use. */
function telecom(raw: Json, phone: string | null): readonly Json[] | undefined {
  const there = listOf(raw.telecom);
  const current = there.find(({ system, use }) => system === "phone" && use !== "old");
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

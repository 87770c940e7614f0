import { fhirNames } from "#contract/fhir/names.ts";
import type { OrganizationLevel } from "#contract/index.ts";
import { nomenclatureCode } from "#contract/schedules/nomenclature-code.ts";
import { isPhone } from "./phones.ts";
import { roomNameOf } from "./room-name.ts";
import { idIn, type Reader, someOf, unfollowed, withoutReference } from "./row-reader.ts";
import { russian } from "./russian.ts";
import { serviceLimits } from "./service-limits.ts";
import {
  addressOf,
  byRank,
  conceptsOf,
  isInUse,
  listOf,
  textOf,
  textToken,
  tokensOf,
  wordsOf,
} from "./values.ts";

const levelOf = (types: ReturnType<typeof conceptsOf>, name: string): OrganizationLevel => {
  const codes = types.flatMap(({ codings }) => codings.map(({ code }) => code));
  if (codes.includes("govt") || (!codes.includes("prov") && russian.authority.test(name))) return "authority";
  return codes.includes("dept") || codes.includes("team") ? "department" : "clinic";
};

export const organization: Reader<"organization"> = (raw, head, { today }) => {
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

export const location: Reader<"location"> = (raw, head, { today }) => {
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

export const service: Reader<"service"> = (raw, head, { settings }) => {
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

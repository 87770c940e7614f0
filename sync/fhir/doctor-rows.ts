import { isIdentifierKey } from "#contract/index.ts";
import { isJson } from "./json.ts";
import { targetOf } from "./logical-reference.ts";
import { personNames } from "./names.ts";
import { purposeOf } from "./purpose.ts";
import { roomNameOf } from "./room-name.ts";
import {
  idIn,
  idsIn,
  isSomething,
  malformed,
  type Reader,
  someOf,
  unfollowed,
  withoutReference,
  wordsBehind,
} from "./row-reader.ts";
import { conceptsOf, daysOf, listOf, textOf, tokensOf, wordsOf } from "./values.ts";

/** Whom and what a schedule may be of. */
const actorTypes = ["PractitionerRole", "Practitioner", "Location", "HealthcareService"] as const;

export const practitioner: Reader<"practitioner"> = (raw, head, { today }) => {
  const [name] = personNames(raw.name, today);
  // Practitioner has no `deceased` in R4; later versions and extensions do.
  const isDead = raw.deceasedBoolean === true || textOf(raw.deceasedDateTime) !== "";
  if (!name) return { kind: "nameless" };
  return { row: { ...head, active: head.active && !isDead, type: "practitioner", ...name } };
};

export const role: Reader<"role"> = (raw, head, context) => {
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

export const schedule: Reader<"schedule"> = (raw, head) => {
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

import {
  CentralError,
  type CentralPatient,
  type CentralPatients,
  type Clock,
  foldedName,
} from "#contract/index.ts";
import type { HubRequest } from "#contract/n3/index.ts";
import type { SyncLog } from "../log-events.ts";
import type { HubClient } from "./client.ts";
import type { HubDirectory } from "./directory.ts";
import { organizationId, patientId, readPatientId } from "./ids.ts";
import { byName, byNumber, type HubPerson, hasPolicy, isNamed, toPerson } from "./person.ts";
import { unasked } from "./unasked.ts";

/** Where a patient is known. */
export type KnownAt = { readonly clinic: number; readonly patient: string };

export interface HubPatients extends CentralPatients {
  /**
   * A patient as the system of this clinic knows them: each has ids of its own. Null where it doesn't, or knows several
   * of that name. @throws {CentralError}
   */
  at(patientId: string, clinic: number, signal: AbortSignal): Promise<string | null>;
  /** Where a patient was found. */
  knownAt(patientId: string): readonly KnownAt[];
}

type Pat = NonNullable<HubRequest<"SearchTop10Patient">["pat"]>;
type Told = NonNullable<ReturnType<typeof toPerson>>;
type Found = Told & { readonly clinic: number };
/** `at`: when they were last needed, monotonic, ms. */
type Kept = { readonly person: HubPerson; readonly known: Map<number, string>; at: number };

/** A session lasts at most 30 minutes; what follows it is read from the journal and the records. */
const keptFor = 35 * 60_000;
/** Clinics that a patient is looked for at, the first that the hub tells. */
const mostClinics = 12;

export function createHubPatients(deps: {
  readonly hub: HubClient;
  readonly directory: Pick<HubDirectory, "clinics">;
  readonly clock: Pick<Clock, "monotonic">;
  readonly log: SyncLog;
}): HubPatients {
  const { hub, directory, clock, log } = deps;
  /** Of whom a patient's id was given out, in memory alone. */
  const people = new Map<string, Kept>();

  const forgetOld = (): void => {
    for (const [id, { at }] of people) if (clock.monotonic() - at > keptFor) people.delete(id);
  };
  const keptOf = (id: string): Kept | undefined => {
    forgetOld();
    const kept = people.get(id);
    if (kept) kept.at = clock.monotonic();
    return kept;
  };

  /** Those of one clinic that fit; null where its system wants more criteria. */
  const search = async (
    clinic: number,
    pat: Pat,
    fits: (one: Told) => boolean,
    signal: AbortSignal,
  ): Promise<readonly Found[] | null> => {
    const outcome = await hub.read(
      "SearchTop10Patient",
      { pat, idLpu: clinic },
      { urgency: "patient", signal },
    );
    if (outcome.kind === "refused") {
      if (outcome.refusal === "moreCriteriaNeeded") return null;
      if (outcome.refusal === "patientNotFound") return [];
    }
    if (outcome.kind !== "answered") throw unasked(outcome);
    return (outcome.result.ListPatient ?? []).flatMap((told) => {
      const one = toPerson(told);
      return one && fits(one) ? [{ ...one, clinic }] : [];
    });
  };

  /** At all clinics side by side: one whose system is silent keeps nobody from being found at another. */
  const searchAll = async (
    pat: Pat,
    fits: (one: Told) => boolean,
    signal: AbortSignal,
  ): Promise<CentralPatient[]> => {
    const roots = [...new Set((await directory.clinics("patient", signal)).map(({ root }) => root))];
    const asked = await Promise.allSettled(
      roots.slice(0, mostClinics).map((clinic) => search(clinic, pat, fits, signal)),
    );
    const found = asked.flatMap((one) => (one.status === "fulfilled" ? (one.value ?? []) : []));
    for (const one of asked)
      if (one.status === "rejected" && !(one.reason instanceof CentralError)) throw one.reason;
    if (found.length > 0) return merged(found);
    const wantMore = asked.filter((one) => one.status === "fulfilled" && one.value === null).length;
    const isNamed = Boolean(pat.Surname);
    if (wantMore > 0) log.write("hub.patient-needs-more", { clinics: wantMore, moreTold: isNamed });
    if (wantMore > 0 && !isNamed)
      throw new CentralError("nameNeeded", "clinics look for a name", { code: 4 });
    const fault = asked.find((one) => one.status === "rejected");
    if (fault) throw fault.reason;
    return [];
  };

  /** One person of several clinics is one patient; two of one clinic are two. */
  const merged = (found: readonly Found[]): CentralPatient[] => {
    const byPerson = Map.groupBy(found, (one) =>
      [one.family, one.given, one.patronymic, one.birthDate].map(foldedName).join("|"),
    );
    return [...byPerson.values()].flatMap((same) => {
      const isTwice = new Set(same.map(({ clinic }) => clinic)).size < same.length;
      return isTwice ? same.map((one) => patientOf([one])) : [patientOf(same)];
    });
  };

  const patientOf = (same: readonly Found[]): CentralPatient => {
    const [first] = same;
    if (!first) throw new TypeError("a patient who was found nowhere");
    const { family, given, patronymic, birthDate, snils } = first;
    const id = patientId({ clinic: first.clinic, patient: first.id });
    const policies = same.find((one) => one.policies.length > 0)?.policies ?? [];
    const known = new Map(same.map((one) => [one.clinic, one.id]));
    people.set(id, {
      person: { family, given, patronymic, birthDate, policies },
      known,
      at: clock.monotonic(),
    });
    return {
      ...{ id, family, given, patronymic, policies, snils },
      birthDate: birthDate === "" ? null : birthDate,
      // A hub tells none.
      sex: null,
      phones: [...new Set(same.flatMap(({ phones }) => phones))],
      attachedOrganizationIds: [...known.keys()].map(organizationId),
    };
  };

  return {
    findPatients(query, signal) {
      const birthDate = "birthDate" in query ? query.birthDate : null;
      const isOne = (one: Told): boolean => {
        if (birthDate !== null && one.birthDate !== birthDate) return false;
        if ("document" in query && one.document !== query.document) return false;
        if (query.name && !isNamed(one, query.name)) return false;
        return "policy" in query ? hasPolicy(one, query.policy) : one.snils === query.snils;
      };
      return searchAll(byNumber(query), isOne, signal);
    },
    findPersons: (person, signal) =>
      searchAll(byName(person), (one) => isNamed(one, person) && one.birthDate === person.birthDate, signal),
    // What was found is all that is known: a hub can't be asked by its own ids.
    readPatients: async () => [],
    async at(id, clinic, signal) {
      const kept = keptOf(id);
      const known = kept?.known.get(clinic);
      if (known !== undefined) return known;
      if (!kept) {
        const own = readPatientId(id);
        return own?.clinic === clinic ? own.patient : null;
      }
      const { person } = kept;
      const isOne = (one: Told) => isNamed(one, person) && one.birthDate === person.birthDate;
      const found = (await search(clinic, byName(person), isOne, signal)) ?? [];
      const byPolicy = found.filter((one) => person.policies.some((policy) => hasPolicy(one, policy)));
      const [one, another] = found.length > 1 ? byPolicy : found;
      if (!one || another) return null;
      kept.known.set(clinic, one.id);
      return one.id;
    },
    knownAt(id) {
      const kept = keptOf(id);
      if (kept) return [...kept.known].map(([clinic, patient]) => ({ clinic, patient }));
      const own = readPatientId(id);
      return own ? [own] : [];
    },
  };
}

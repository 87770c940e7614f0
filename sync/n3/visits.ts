import { CentralError, type CentralVisit, type CentralVisits } from "#contract/index.ts";
import type { HubResult } from "#contract/n3/index.ts";
import type { SyncLog } from "../log-events.ts";
import type { HubClient } from "./client.ts";
import type { HubDirectory, HubOrganization } from "./directory.ts";
import { doctorId, isWritable, specialityId, timeId } from "./ids.ts";
import type { HubMoves } from "./moves.ts";
import type { HubPatients, KnownAt } from "./patients.ts";
import type { HubRecord, HubRecords } from "./records.ts";
import { unasked } from "./unasked.ts";
import type { WallClock } from "./wall-clock.ts";

type ToldVisit = NonNullable<HubResult<"GetPatientHistory">["ListHistoryVisit"]>[number];

export type HubVisitDeps = {
  readonly hub: HubClient;
  readonly directory: Pick<HubDirectory, "clinics">;
  readonly patients: Pick<HubPatients, "knownAt">;
  readonly records: HubRecords;
  readonly moves: Pick<HubMoves, "of">;
  /** Whether the kiosk shows this doctor's post: a history tells a doctor, and not the clinic. */
  readonly isShown: (doctorId: string) => boolean;
  readonly time: WallClock;
  readonly log: SyncLog;
};

/** Stands for a doctor whom a history doesn't tell. */
const untoldDoctor = "?";

/** Visits by the histories that the clinics' systems tell, and by the kiosk's own records of what those leave out. */
export function createHubVisits(deps: HubVisitDeps): CentralVisits {
  const { hub, directory, patients, records, moves, isShown, time, log } = deps;

  const clinicOf = (doctor: string, asked: number, all: readonly HubOrganization[]): number => {
    const root = all.find(({ clinic }) => clinic === asked)?.root ?? asked;
    const ofSystem = [asked, ...all.filter((one) => one.root === root).map(({ clinic }) => clinic)];
    return ofSystem.find((clinic) => isShown(doctorId(clinic, doctor))) ?? asked;
  };

  const toVisit = (
    told: ToldVisit,
    of: { readonly patientId: string; readonly at: KnownAt; readonly all: readonly HubOrganization[] },
  ): CentralVisit | null => {
    const { VisitStart: start, DoctorRendingConsultation: who, SpecialityRendingConsultation: what } = told;
    if (!start) return null;
    const doctor = who?.IdDoc && isWritable(who.IdDoc) ? who.IdDoc : untoldDoctor;
    const clinic = clinicOf(doctor, of.at.clinic, of.all);
    const id = timeId({ clinic, doctor, start });
    const record = records.ofVisit(id).find(({ patientId }) => patientId === of.patientId);
    const visit = visitOf(
      { id, patientId: of.patientId, doctor: doctor === untoldDoctor ? null : doctorId(clinic, doctor) },
      {
        start: time.instant(start),
        service: record?.service ?? {
          id: what?.IdSpesiality ? specialityId(clinic, what.IdSpesiality) : null,
          code: "",
          name: what?.NameSpesiality ?? "",
        },
        words: { doctor: who?.Name ?? "", service: what?.NameSpesiality ?? "", place: "" },
      },
      record,
    );
    return moves.of(clinic, of.all) === "off" ? { ...visit, isFixed: true } : visit;
  };

  const historyAt = async (
    patientId: string,
    at: KnownAt,
    all: readonly HubOrganization[],
    signal: AbortSignal,
  ): Promise<CentralVisit[]> => {
    const outcome = await hub.read(
      "GetPatientHistory",
      { idLpu: at.clinic, idPat: at.patient },
      { urgency: "patient", signal },
    );
    if (outcome.kind !== "answered") throw unasked(outcome);
    const visits = (outcome.result.ListHistoryVisit ?? []).map((told) =>
      toVisit(told, { patientId, at, all }),
    );
    const lost = visits.filter((visit) => visit === null).length;
    if (lost > 0) log.write("hub.visits-left-out", { count: lost });
    return visits.flatMap((visit) => visit ?? []);
  };

  /** One system answers for a clinic and those below it: it is asked once. */
  const systemsOf = (patientId: string, all: readonly HubOrganization[]): readonly KnownAt[] => {
    const rootOf = (clinic: number) => all.find((one) => one.clinic === clinic)?.root ?? clinic;
    return [
      ...new Map(
        patients.knownAt(patientId).map((at) => [`${rootOf(at.clinic)} ${at.patient}`, at] as const),
      ).values(),
    ];
  };

  const readRecorded = async (record: HubRecord, signal: AbortSignal): Promise<CentralVisit | null> => {
    const all = await directory.clinics("patient", signal);
    const visits = await historyAt(record.patientId, record, all, signal);
    return visits.find(({ id }) => id === record.visitId) ?? null;
  };

  return {
    async visitsOfPatient(patientId, from, signal) {
      const all = await directory.clinics("patient", signal);
      const told = await Promise.all(
        systemsOf(patientId, all).map((at) => historyAt(patientId, at, all, signal)),
      );
      return [...new Map(told.flat().map((visit) => [visit.id, visit])).values()].filter(
        ({ start }) => start >= from,
      );
    },
    async readVisit(id, signal) {
      const [record] = records.ofVisit(id);
      // Whose visit it is, only the kiosk's own records tell.
      if (!record) throw new CentralError("unavailable", "a visit that this kiosk has no record of");
      return await readRecorded(record, signal);
    },
    async visitByKey(key, signal) {
      const record = records.ofKey(key);
      if (!record) throw new CentralError("unavailable", "a booking that this kiosk has no record of");
      return await readRecorded(record, signal);
    },
  };
}

/** A visit as the kiosk shows it; of what a history leaves out it knows what it has recorded. */
export const visitOf = (
  of: { readonly id: string; readonly patientId: string; readonly doctor: string | null },
  told: Pick<CentralVisit, "start" | "service" | "words">,
  record: Pick<HubRecord, "end" | "ticketNumber"> | undefined,
): CentralVisit => ({
  id: of.id,
  status: "booked",
  ticketNumber: record?.ticketNumber ?? null,
  end: record?.end ?? null,
  slotIds: [of.id],
  patientIds: [of.patientId],
  practitionerId: of.doctor,
  roleId: of.doctor,
  ...told,
});

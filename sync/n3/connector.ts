import {
  type Central,
  CentralError,
  type Clock,
  type Page,
  type ReferenceRow,
  type ReferenceType,
} from "#contract/index.ts";
import type { AccessListener } from "../http/access.ts";
import type { SyncLog } from "../log-events.ts";
import { createHubBooking } from "./booking/protocol.ts";
import { createHubClient } from "./client.ts";
import { createHubDirectory, type HubDirectory } from "./directory.ts";
import { doctorId, readDoctorId, readOrganizationId, readTimeId } from "./ids.ts";
import { createHubMoves, movesAnywhere } from "./moves.ts";
import { createHubPatients } from "./patients.ts";
import type { HubRecords } from "./records.ts";
import { doctorRows, serviceRow } from "./rows.ts";
import type { HubCentralSettings } from "./settings.ts";
import { readFree, readWorking, slotRows } from "./times.ts";
import { unasked } from "./unasked.ts";
import { createHubVisits } from "./visits.ts";
import { createWallClock } from "./wall-clock.ts";

export type HubCentralDeps = {
  readonly settings: HubCentralSettings;
  /** The clinics', IANA: a hub tells wall clocks. */
  readonly timeZone: string;
  readonly clock: Clock;
  readonly log: SyncLog;
  readonly records: HubRecords;
  /** Whether the kiosk shows this doctor's post. */
  readonly isShown: (doctorId: string) => boolean;
  readonly onAccess?: AccessListener;
};

/** The central API as an N3 hub. What is asked and what is read is told in docs/n3.md. */
export function createHubCentral(deps: HubCentralDeps): Central {
  const { settings, timeZone, clock, log, records, isShown, onAccess } = deps;
  const hub = createHubClient({
    ...{ settings, timeZone, clock, log, share: "patients" },
    ...(onAccess ? { onAccess } : {}),
  });
  const { organizations, clinics, horizonDays } = settings;
  const directory = createHubDirectory({ hub, organizations, clock });
  const patients = createHubPatients({ hub, directory, clock, log });
  const moves = createHubMoves({ clinics, directory });
  const time = createWallClock(timeZone);
  const { now } = hub;
  const lacking = (what: string) => async (): Promise<never> => {
    throw new CentralError("rejected", `a hub keeps no ${what}`);
  };

  return {
    capabilities: {
      cards: false,
      consents: false,
      visitPhone: false,
      services: false,
      receptionTimes: false,
      moves: movesAnywhere(clinics),
      undoneMoves: false,
      locations: false,
      trialBookings: false,
    },
    async about(signal) {
      const version = await hub.read("GetVersion", {}, { urgency: "patient", signal });
      if (version.kind !== "answered") throw unasked(version);
      return { software: "HubService", protocol: `N3 ${version.result.ServiceVersion ?? ""}`.trim() };
    },
    reference: (type, _since, signal) => referencePages(type, { directory, now }, signal),
    async readReference(type, id, signal) {
      const clinic = readOrganizationId(id);
      if (type === "organization" && clinic !== null) {
        const clinics = await directory.clinics("patient", signal);
        return clinics.find((one) => one.clinic === clinic)?.row ?? null;
      }
      // Of all else a hub tells whole lists: what the mirror last read of one stands.
      throw new CentralError("invalidResponse", `a hub tells no single ${type}`);
    },
    async *scheduleSlots(scheduleId, from, signal) {
      const of = readDoctorId(scheduleId);
      if (!of) throw new CentralError("rejected", "no schedule of a hub's");
      const how = { urgency: "patient", signal } as const;
      const window = {
        visitStart: time.wall(time.midnight(from, 0)),
        visitEnd: time.wall(time.midnight(now(), horizonDays + 1) - 1000),
      };
      const at = now();
      const { free } = await readFree(hub, of, window, how);
      const working = await readWorking(hub, of, window, how);
      yield page(slotRows(of, { free, working }, time, at).filter(({ start }) => start >= from));
    },
    async *changedSlots() {
      yield page([]);
    },
    async readSlot(id, signal) {
      const asked = readTimeId(id);
      if (!asked) return { state: "gone" };
      const at = now();
      const day = asked.start.slice(0, 10);
      const window = { visitStart: `${day}T00:00:00`, visitEnd: `${day}T23:59:59` };
      const { free } = await readFree(hub, asked, window, { urgency: "patient", signal });
      const rows = slotRows(asked, { free, working: [] }, time, at);
      const row = rows.find((one) => one.id === id);
      // One that isn't listed is taken, or was never there: nobody can book it either way.
      const start = time.instant(asked.start);
      const taken = { id, scheduleId: doctorId(asked.clinic, asked.doctor), start, end: start + usualLength };
      return {
        state: "present",
        slot: row ?? { ...taken, status: "busy", version: at.toString(36), lastUpdated: at },
      };
    },
    ...patients,
    ...createHubVisits({ hub, directory, patients, records, moves, isShown, time, log }),
    booking: createHubBooking({ hub, patients, records, moves, time, clock }),
    cardsOf: async () => [],
    createCard: lacking("cards"),
    changeCard: lacking("cards"),
    removeCard: lacking("cards"),
    messagesTo: async () => [],
    async recordConsent({ key, at, ...content }) {
      records.saveConsent({ key, at, content });
    },
    async selfTest(_run, signal) {
      // A hub has no schedule of the kiosk's own to try a booking on: what can be tried is whether it lets the kiosk ask.
      const [clinic] = await directory.clinics("patient", signal);
      if (clinic) await directory.specialities(clinic.clinic, "patient", signal);
      return { kind: "passed" };
    },
    now,
    tellsTime: hub.tellsTime,
    close: hub.close,
  };
}

/** Of a time that isn't listed any more, ms. */
const usualLength = 15 * 60_000;

const page = <Row>(rows: readonly Row[]): Page<Row> => ({
  rows,
  rejected: [],
  serverTime: null,
  total: null,
});

/** All rows of a type, a page a clinic. A hub knows no changes: what hasn't changed is told as well. */
async function* referencePages(
  type: ReferenceType,
  { directory, now }: { readonly directory: HubDirectory; readonly now: () => number },
  signal: AbortSignal,
): AsyncIterable<Page<ReferenceRow>> {
  const clinics = await directory.clinics("patient", signal);
  if (type === "organization") return yield page(clinics.map(({ row }) => row));
  if (type === "location") return yield page([]);
  for (const { clinic } of clinics) {
    const specialities = await directory.specialities(clinic, "patient", signal);
    if (type === "service") {
      yield page(specialities.map(({ id, told }) => serviceRow(clinic, id, told, now())));
      continue;
    }
    for (const { id, told } of specialities) {
      const doctors = await directory.doctors({ clinic, speciality: id }, "patient", signal);
      const of = [{ id, name: told.NameSpesiality ?? "" }];
      const rows = doctors.flatMap((one) => doctorRows(clinic, one, of, now()));
      yield page(rows.filter((row) => row.type === type));
    }
  }
}

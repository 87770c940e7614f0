import { createTally, type SetAsideCount, type SetAsideKind } from "#contract/base/set-aside.ts";
import type { ServiceRow as CentralService } from "#contract/central/rows.ts";
import type { NamedService } from "#contract/schedules/plain-name.ts";
import type { Store } from "../store/open.ts";
import { byName, type ClinicPlaces, createClinicPlaces, inOrder } from "./clinic-places.ts";
import { createGrids } from "./grids.ts";
import { keepAnswers } from "./kept-answers.ts";
import { catalogVersion } from "./mirror/catalog-version.ts";
import type { PlainNames, RegisterService } from "./plain-names/plain-names.ts";
import type { Grid } from "./schedule.ts";

/** A doctor at a branch with the schedule that is booked there, as stored. */
export type StoredDoctor = {
  readonly scheduleId: string;
  readonly scheduleNo: number;
  readonly roleId: string;
  readonly practitionerId: string;
  /** The branch under which the doctor is shown. */
  readonly organizationId: string;
  readonly roomLocationId: string | null;
  readonly family: string;
  readonly given: string;
  readonly patronymic: string;
  readonly position: string;
  readonly room: string;
};

/** A service of the branch that its `organizationId` names, as stored. */
export type StoredService = Omit<CentralService, "type" | "active" | "version" | "lastUpdated">;

/** Clinics, branches, services and doctors from the local mirror. Rows whose counterparts are missing are left out. */
export type Catalog = ClinicPlaces & {
  services(branchId: string): StoredService[];
  service(id: string): StoredService | null;
  /** A service with what people call it, where that is known. */
  named(service: RegisterService): NamedService;
  /** Active services without a plain name. */
  withoutPlainName(): readonly RegisterService[];
  doctors(branchId: string, serviceId: string): readonly StoredDoctor[];
  doctorOf(scheduleId: string): StoredDoctor | null;
  /** The doctor of a visit: by its slot, else its role, else the practitioner's only post, or only one with its service. */
  doctorOfVisit(visit: {
    readonly roleId: string | null;
    readonly practitionerId: string | null;
    readonly slotIds: readonly string[];
    readonly service: { readonly id: string | null; readonly code: string };
  }): StoredDoctor | null;
  /** All schedules that are one doctor's to the patient: those of one person at a branch. */
  schedulesWith(scheduleId: string): readonly string[];
  /** Which of those schedules holds this slot; the given one where none does. */
  scheduleHolding(scheduleId: string, slotId: string): string;
  /** The cells of a schedule's doctor that are for a service. */
  grid(scheduleId: string, serviceId: string): Grid;
  /** What the mirror holds and doesn't offer, by kind. */
  leftOut(): SetAsideCount[];
  /** Whether the doctor of this schedule gives this service. */
  gives(scheduleId: string, serviceId: string): boolean;
  /**
   * Last day of an absence that covers `day`, `YYYY-MM-DD`, with those that follow without a day between; null where
   * nobody has written down its end.
   */
  awayUntil(roleId: string, day: string): string | null;
};

const isValid = (role: string): string =>
  `${role}.active AND clinic_day() BETWEEN coalesce(${role}.from_day, '') AND coalesce(${role}.until_day, '9999-12-31')`;
const doctorColumns = `
  schedule.id AS scheduleId, schedule.no AS scheduleNo, role.id AS roleId,
  practitioner.id AS practitionerId, offered_role.branch_id AS organizationId,
  offered_role.room_location_id AS roomLocationId,
  practitioner.family, practitioner.given, practitioner.patronymic, role.position,
  coalesce(nullif(location.name, ''), CASE WHEN EXISTS (
    SELECT 1 FROM location AS closed WHERE closed.id = offered_role.first_location_id AND NOT closed.active
  ) THEN '' ELSE role.room_name END) AS room`;
/** Doctors by the schedules that are theirs beyond doubt on this day. */
const doctorTables = `
  offered_role
  JOIN role ON role.id = offered_role.role_id AND ${isValid("role")}
  JOIN practitioner ON practitioner.id = offered_role.practitioner_id AND practitioner.active
  JOIN schedule ON schedule.no = offered_role.schedule_no AND schedule.active
  LEFT JOIN location ON location.id = offered_role.room_location_id
  WHERE NOT EXISTS (
    SELECT 1 FROM offered_role AS other JOIN role AS theirs ON theirs.id = other.role_id AND ${isValid("theirs")}
    WHERE other.schedule_no = offered_role.schedule_no AND other.role_id <> offered_role.role_id)`;
const givesService = `EXISTS (
  SELECT 1 FROM offered_service WHERE offered_service.schedule_no = offered_role.schedule_no
    AND offered_service.role_id = offered_role.role_id AND offered_service.service_id = `;
const serviceColumns = `
  id, organization_id AS organizationId, code, name, payment, attached_only AS attachedOnly,
  referral_needed AS referralNeeded, from_age AS fromAge, to_age AS toAge, sex`;

type ServiceRow = Omit<StoredService, "attachedOnly" | "referralNeeded"> & {
  attachedOnly: number;
  referralNeeded: number;
};

/**
 * @param asConfigured a service as it counts at this kiosk
 * @param today the clinic's day, `YYYY-MM-DD`
 * @param plainNames what people call services; left out, the register's own names are all there is
 */
export function createCatalog(
  store: Store,
  asConfigured: (service: StoredService) => StoredService = (service) => service,
  today: () => string = () => new Date().toISOString().slice(0, 10),
  plainNames: PlainNames = { of: () => undefined },
): Catalog {
  store.function("clinic_day", { deterministic: true }, () => today());
  const services = store.prepare<[string], ServiceRow>(`
    SELECT ${serviceColumns} FROM service WHERE active AND EXISTS (
      SELECT 1 FROM ${doctorTables} AND offered_role.branch_id = ? AND ${givesService} service.id))`);
  const service = store.prepare<[string], ServiceRow>(
    `SELECT ${serviceColumns} FROM service WHERE id = ? AND active`,
  );
  const everyService = store.prepare<[], RegisterService>(
    "SELECT DISTINCT code, name, payment FROM service WHERE active ORDER BY code, name",
  );
  const doctors = store.prepare<[string, string], StoredDoctor>(`
    SELECT ${doctorColumns} FROM ${doctorTables} AND offered_role.branch_id = ? AND ${givesService} ?)
    ORDER BY schedule.id`);
  const doctorOf = store.prepare<[string], StoredDoctor>(
    `SELECT ${doctorColumns} FROM ${doctorTables} AND schedule.id = ?`,
  );
  const doctorsOfRole = store.prepare<[string], StoredDoctor>(
    `SELECT ${doctorColumns} FROM ${doctorTables} AND role.id = ? ORDER BY schedule.id`,
  );
  const doctorsHere = store.prepare<[string, string], StoredDoctor>(
    `SELECT ${doctorColumns} FROM ${doctorTables} AND practitioner.id = ? AND offered_role.branch_id = ?
    ORDER BY schedule.id`,
  );
  const doctorsOfPractitioner = store.prepare<[string], StoredDoctor>(
    `SELECT ${doctorColumns} FROM ${doctorTables} AND practitioner.id = ? ORDER BY schedule.id`,
  );
  const schedulesOfSlot = store
    .prepare<[string], string>(
      "SELECT schedule.id FROM slot JOIN schedule ON no = schedule_no WHERE slot.id = ?",
    )
    .pluck();
  const gives = store.prepare<[string, string], { yes: 1 }>(`
    SELECT 1 AS yes FROM ${doctorTables} AND role.id = ? AND ${givesService} ?)`);
  const givenBy = store.prepare<[number, string], { id: string; code: string }>(`
    SELECT service.id, service.code FROM offered_service JOIN service ON service.id = service_id
    WHERE schedule_no = ? AND role_id = ?`);
  const unoffered = store.prepare<[], { type: string; id: string; kind: SetAsideKind; detail: string }>(`
    SELECT type, id, kind, detail FROM left_out
    UNION ALL SELECT 'role', id, 'ended', '' FROM role WHERE active AND until_day < clinic_day()
    UNION ALL SELECT 'role', id, 'notBegun', '' FROM role WHERE active AND from_day > clinic_day()
    UNION ALL SELECT 'schedule', id, 'ambiguous', 'role' FROM schedule WHERE active AND 1 < (
      SELECT count(*) FROM offered_role JOIN role ON role.id = role_id AND ${isValid("role")}
      WHERE schedule_no = schedule.no)
    ORDER BY 1, 2`);
  const grids = createGrids(store);
  const version = catalogVersion(store);
  const kept = keepAnswers(() => `${version.read()} ${today()}`);
  const awayUntil = store.prepare<[string, string, string], { until: string | null }>(
    "SELECT max(to_day) AS until FROM role_away WHERE role_id = ? AND from_day <= ? AND to_day >= ?",
  );

  /** All that is one doctor to the patient, the first schedule first. */
  const sameDoctor = (scheduleId: string): readonly StoredDoctor[] =>
    kept.get(`same ${scheduleId}`, () => {
      const doctor = doctorOf.get(scheduleId);
      return doctor ? doctorsHere.all(doctor.practitionerId, doctor.organizationId) : [];
    });

  const givesVisit = ({ scheduleNo, roleId }: StoredDoctor, visit: { id: string | null; code: string }) =>
    givenBy
      .all(scheduleNo, roleId)
      .some(({ id, code }) => id === visit.id || (code !== "" && code === visit.code));

  return {
    ...createClinicPlaces(store),
    services: (id) =>
      services
        .all(id)
        .sort((a, b) => inOrder.compare(a.payment, b.payment) || byName(a, b))
        .map((row) => asConfigured(asService(row))),
    service(id) {
      const row = service.get(id);
      return row ? asConfigured(asService(row)) : null;
    },
    named(service) {
      const plain = plainNames.of(service);
      return { code: service.code, name: service.name, ...(plain && { plain }) };
    },
    withoutPlainName: () => everyService.all().filter((service) => plainNames.of(service) === undefined),
    doctors: (branchId, serviceId) =>
      kept.get(`doctors ${branchId} ${serviceId}`, () => {
        // All schedules of one person at a branch are one doctor, whatever the posts; the first that gives the
        // service stands for them.
        const found = doctors.all(branchId, serviceId);
        const once = Map.groupBy(found, ({ practitionerId }) => practitionerId);
        return [...once.values()]
          .flatMap(([first]) => first ?? [])
          .sort((a, b) => inOrder.compare(nameOf(a), nameOf(b)));
      }),
    doctorOf: (scheduleId) => doctorOf.get(scheduleId) ?? null,
    doctorOfVisit({ roleId, practitionerId, slotIds, service }) {
      const [bySlot] = slotIds.flatMap((id) =>
        schedulesOfSlot.all(id).flatMap((one) => doctorOf.get(one) ?? []),
      );
      if (bySlot && (roleId === null || bySlot.roleId === roleId)) return bySlot;
      if (roleId !== null) return doctorsOfRole.get(roleId) ?? null;
      const theirs = practitionerId === null ? [] : doctorsOfPractitioner.all(practitionerId);
      // Of several posts it is the one that gives the visit's service.
      return onePost(theirs) ?? onePost(theirs.filter((one) => givesVisit(one, service)));
    },
    schedulesWith(scheduleId) {
      const together = sameDoctor(scheduleId).map((one) => one.scheduleId);
      return together.length > 0 ? together : [scheduleId];
    },
    scheduleHolding(scheduleId, slotId) {
      const own = new Set(sameDoctor(scheduleId).map((one) => one.scheduleId));
      return schedulesOfSlot.all(slotId).find((id) => own.has(id)) ?? scheduleId;
    },
    grid: (scheduleId, serviceId) =>
      kept.get(`grid ${scheduleId} ${serviceId}`, () => grids.of(sameDoctor(scheduleId), serviceId)),
    gives(scheduleId, serviceId) {
      const doctor = doctorOf.get(scheduleId);
      return doctor !== undefined && gives.get(doctor.roleId, serviceId) !== undefined;
    },
    awayUntil(roleId, day) {
      let until: string | null = null;
      for (let from = day; ; ) {
        const next = awayUntil.get(roleId, from, from)?.until ?? null;
        if (next === null) return until === openEnd ? null : until;
        until = next;
        from = dayAfter(next);
      }
    },
    leftOut() {
      const tally = createTally();
      for (const { type, ...one } of unoffered.all()) tally.add(type, [one]);
      return tally.counts();
    },
  };
}

/** The doctor of schedules that are all of one post; null where they aren't, and where there are none. */
const onePost = (doctors: readonly StoredDoctor[]): StoredDoctor | null =>
  new Set(doctors.map(({ roleId }) => roleId)).size === 1 ? (doctors[0] ?? null) : null;

const nameOf = ({ family, given, patronymic }: StoredDoctor): string => `${family} ${given} ${patronymic}`;
/** How the reader stores that a period has no end. */
const openEnd = "9999-12-31";
const dayAfter = (day: string): string =>
  day >= "9999"
    ? "9999-12-32"
    : new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

const asService = (row: ServiceRow): StoredService => ({
  ...row,
  attachedOnly: row.attachedOnly === 1,
  referralNeeded: row.referralNeeded === 1,
});

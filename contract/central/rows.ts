import type { SetAside } from "../base/set-aside.ts";
import type { Sex } from "../patients/person.ts";

/** The status of a Slot on the wire (FHIR R4 SlotStatus). */
export const slotStatuses = [
  "free",
  "busy",
  "busy-unavailable",
  "busy-tentative",
  "entered-in-error",
] as const;
export type SlotStatus = (typeof slotStatuses)[number];

/**
 * Stands for an identifier (system and value) of a resource; begins with `#`, so that it is no id. A field that refers
 * to a row holds its id, or such a key where the reference names an identifier alone: whom that is shows by what is
 * stored.
 */
export type IdentifierKey = `#${string}`;
export const isIdentifierKey = (reference: string): reference is IdentifierKey => reference.startsWith("#");

/** What every stored row carries: the central API's id, its opaque version, and when the central API last changed it (ms). */
type Versioned = { readonly id: string; readonly version: string; readonly lastUpdated: number };
/** `identifiers`: by what it can be referred to beside its id. */
type Identified = Versioned & { readonly identifiers?: readonly IdentifierKey[] };

/**
 * What a coded value can be compared by: `system|code` for each of its codings, and `text:` with its words in lower case.
 */
export type Token = string;

/** `authority`: above clinics, nobody's clinic itself. `department`: a part of the branch above it. */
const organizationLevels = ["authority", "clinic", "department"] as const;
export type OrganizationLevel = (typeof organizationLevels)[number];

type OrganizationRow = Identified & {
  readonly type: "organization";
  /** `clinic` where left out. */
  readonly level?: OrganizationLevel;
  readonly active: boolean;
  readonly parentId: string | null;
  readonly name: string;
  readonly kind: string;
  readonly district: string;
  readonly address: string;
  readonly phone: string;
};
type LocationRow = Identified & {
  readonly type: "location";
  readonly active: boolean;
  readonly organizationId: string | null;
  readonly parentId: string | null;
  readonly name: string;
  readonly isRoom: boolean;
  readonly district: string;
  readonly address: string;
};
export type ServiceRow = Identified & {
  readonly type: "service";
  readonly active: boolean;
  readonly organizationId: string;
  readonly code: string;
  readonly name: string;
  readonly payment: "free" | "paid";
  readonly attachedOnly: boolean;
  readonly referralNeeded: boolean;
  /** The first and the last age that are received, in whole years; null where the central API sets none. */
  readonly fromAge: number | null;
  readonly toAge: number | null;
  /** Who is received, where not everybody is. */
  readonly sex: Sex | null;
  /** What slots and schedules may call it by, and the specialities that it belongs to. */
  readonly tokens?: readonly Token[];
  readonly specialties?: readonly Token[];
};
type PractitionerRow = Identified & {
  readonly type: "practitioner";
  readonly active: boolean;
  readonly family: string;
  readonly given: string;
  readonly patronymic: string;
};
export type RoleRow = Identified & {
  readonly type: "role";
  readonly active: boolean;
  readonly practitionerId: string;
  /** Empty where the role names none: then it is its place's, or its service's. */
  readonly organizationId: string;
  readonly serviceIds: readonly string[];
  readonly specialties?: readonly Token[];
  readonly roomLocationId: string | null;
  readonly locationIds?: readonly string[];
  /** A room that is told in words alone. */
  readonly roomName?: string;
  readonly position: string;
  /** First and last day, `YYYY-MM-DD`; null where open. */
  readonly from?: string | null;
  readonly until?: string | null;
  /** Absences, as days `YYYY-MM-DD`, both included. */
  readonly away: readonly { readonly from: string; readonly to: string }[];
};
type ScheduleRow = Identified & {
  readonly type: "schedule";
  readonly active: boolean;
  /** Its only PractitionerRole; empty where it names none, or several. */
  readonly roleId: string;
  /** All whom it names, where that is more than the one role. */
  readonly actors?: {
    readonly roleIds: readonly string[];
    readonly practitionerIds: readonly string[];
    readonly locationIds: readonly string[];
    readonly serviceIds: readonly string[];
  };
  /** What all its times are for, where it says so. */
  readonly purpose?: SlotPurpose | null;
};

/** What a slot alone is for, where it says so. */
export type SlotPurpose = { readonly services: readonly Token[]; readonly specialties: readonly Token[] };
export type ReferenceRow =
  | OrganizationRow
  | LocationRow
  | ServiceRow
  | PractitionerRow
  | RoleRow
  | ScheduleRow;
export type ReferenceType = ReferenceRow["type"];
/** In an order in which a row's references come before it. */
export const referenceTypes = [
  "organization",
  "location",
  "service",
  "practitioner",
  "role",
  "schedule",
] as const satisfies readonly ReferenceType[];

export type SlotRow = Versioned & {
  readonly scheduleId: string;
  /** Instants, ms. */
  readonly start: number;
  readonly end: number;
  /** A free slot that isn't booked ahead (emergencies, walk-ins) is `busy-unavailable` here. */
  readonly status: SlotStatus;
  /** Null: for whatever its doctor gives. */
  readonly purpose?: SlotPurpose | null;
};

/** Whether a slot as the central API holds it now is still the time that was offered, whatever its status. */
export const isSameTime = (
  slot: Pick<SlotRow, "scheduleId" | "start">,
  offered: { readonly scheduleId: string; readonly start: number },
): boolean => slot.scheduleId === offered.scheduleId && slot.start === offered.start;

/** One page of a search, already checked. `rejected` names resources that were not fit to be stored. */
export type Page<Row> = {
  readonly rows: readonly Row[];
  readonly rejected: readonly SetAside[];
  /** The central API's own clock when it answered (its `Date` header), ms; null when it told none. */
  readonly serverTime: number | null;
  /** How many the whole search holds, where the central API says. */
  readonly total: number | null;
  /** On the last page: rows may be missing, for the search couldn't be shown to be whole. */
  readonly unproven?: boolean;
};

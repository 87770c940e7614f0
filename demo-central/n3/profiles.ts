import { hubTexts } from "./messages.ts";
import type { HubDoctor, HubPerson } from "./region.ts";

/**
 * The kinds of clinics' own systems that were seen behind hubs (docs/n3.md):
 * - `D`: ids of times are date, hour and doctor, and a booking keeps the time's id.
 * - `R`: a booking has a row number of its own; end is start; nulls are left out.
 * - `C`: 1С: ids say nothing, lists are in no order, a namespace on each member.
 */
export const profileNames = ["D", "R", "C"] as const;
export type ProfileName = (typeof profileNames)[number];

export type Profile = {
  readonly timeId: (doctor: HubDoctor, start: string) => string;
  readonly bookingId: (doctor: HubDoctor, start: string, row: number) => string;
  readonly doctorId: (doctor: HubDoctor) => string;
  readonly patientId: (person: HubPerson, systemId: number) => string;
  readonly doctorName: (doctor: HubDoctor) => string;
  readonly end: (start: string, end: string) => string;
  readonly tellsPlace: boolean;
  readonly isSorted: boolean;
  /** A patient with a coming visit to the speciality is refused another one, with this number; null: isn't. */
  readonly alreadyBooked: number | null;
  /** What becomes of `idAppointmentPrev`. */
  readonly move: "atomic" | "ignored";
  /** Whether a policy or a document alone names a patient, or only beside a surname. */
  readonly findsByPolicyAlone: boolean;
  /** Whether the history tells visits that are over, and refusals. */
  readonly tellsPast: boolean;
  /** `nil`: nulls are written; `absent`: left out. */
  readonly nulls: "nil" | "absent";
  readonly style: "dotnet" | "1c";
};

const day = (start: string): string => start.slice(0, 10).split("-").toReversed().join(".");
const digits = (count: number, ...numbers: readonly number[]): string =>
  numbers
    .reduce((sum, one) => (sum * 1_000_003n + BigInt(one)) % 10n ** BigInt(count - 6), 7n)
    .toString()
    .padStart(count, "0");
const minuteOf = (start: string): number => Date.parse(`${start}Z`) / 60_000;
const guidOf = (kind: number, no: number): string =>
  `${kind.toString(16).padStart(8, "0")}-0000-4000-8000-${no.toString(16).padStart(12, "0")}`;

const dateId = (doctor: HubDoctor, start: string): string =>
  `${day(start)};${start.slice(11, 16)};${profiles.D.doctorId(doctor)}`;
const initials = (name: string): string => {
  const [family = "", ...rest] = name.split(" ");
  return `${family} ${rest.map((part) => `${part.charAt(0)}.`).join("")}`;
};

export const profiles: Readonly<Record<ProfileName, Profile>> = {
  D: {
    doctorId: ({ clinicId, no }) => `${hubTexts.idPrefix}${clinicId}.${no}`,
    patientId: ({ no }, systemId) => `${hubTexts.idPrefix}${systemId}.${550_000 + no}`,
    timeId: dateId,
    bookingId: dateId,
    // A third of the names carry a note of the clinic's.
    doctorName: (doctor) =>
      doctor.no % 3 === 0
        ? hubTexts.doctorNote.replace("{name}", initials(doctor.name)).replace("{n}", String(doctor.no))
        : initials(doctor.name),
    end: (_start, end) => end,
    tellsPlace: true,
    isSorted: true,
    alreadyBooked: 751,
    move: "atomic",
    findsByPolicyAlone: true,
    tellsPast: true,
    nulls: "nil",
    style: "dotnet",
  },
  R: {
    doctorId: ({ no }) => String(4000 + no),
    patientId: ({ no }) => String(100_000 + no),
    timeId: (doctor, start) => `${4000 + doctor.no}_${start.replace("T", "_")}`,
    bookingId: (_doctor, _start, row) => String(7_000_000 + row),
    doctorName: ({ name, room }) => hubTexts.doctorRoom.replace("{room}", room).replace("{name}", name),
    end: (start) => start,
    tellsPlace: false,
    isSorted: true,
    alreadyBooked: 35,
    move: "ignored",
    findsByPolicyAlone: false,
    tellsPast: false,
    nulls: "absent",
    style: "dotnet",
  },
  C: {
    doctorId: ({ no }) => guidOf(1, no),
    patientId: ({ no }, systemId) => guidOf(systemId, no),
    timeId: (doctor, start) => digits(20, doctor.no, minuteOf(start)),
    bookingId: (doctor, start, row) => digits(20, doctor.no, minuteOf(start), row),
    doctorName: ({ name }) => name,
    end: (_start, end) => end,
    tellsPlace: false,
    isSorted: false,
    alreadyBooked: null,
    move: "ignored",
    findsByPolicyAlone: true,
    tellsPast: true,
    nulls: "nil",
    style: "1c",
  },
};

/** How a kiosk can move a visit there: a system that refuses a second visit has nothing to stand beside the old one. */
export const moveOf = ({ move, alreadyBooked }: Profile): "atomic" | "book-then-cancel" | "off" => {
  if (move === "atomic") return "atomic";
  return alreadyBooked === null ? "book-then-cancel" : "off";
};

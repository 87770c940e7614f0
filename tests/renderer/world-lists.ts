import { join } from "node:path";
import type { Branch, Doctor, Organization, Service } from "#contract/schedules/catalog.ts";
import type { NamedService } from "#contract/schedules/plain-name.ts";
import type { Day, Offer, TimeCell } from "#contract/schedules/schedule.ts";
import type { Ticket } from "#contract/tickets/ticket.ts";
import type { Visit } from "#contract/visits/visit.ts";
import { readNameTable } from "#main/schedules/plain-names/name-table.ts";
import { createPlainNames } from "#main/schedules/plain-names/plain-names.ts";

/** Friday, 20 November 2026, 10:24 in the clinic. */
export const now = Date.parse("2026-11-20T10:24:00+03:00");
export const today = "2026-11-20";

const doctor = (n: number, name: string, shortName: string, position: string, room: string): Doctor => ({
  scheduleId: `schedule-${n}`,
  name,
  shortName,
  position,
  room,
  nearest: null,
  openings: [],
  awayUntil: null,
});

/** What a doctor's row offers: the nearest time first. */
const openingsAt = (n: number, ...starts: readonly (readonly [string, string])[]) => {
  const openings = starts.map(([date, time]) => ({
    slotId: `opening-${n}-${date.slice(8)}-${time.slice(0, 2)}`,
    date,
    time,
  }));
  const [first] = openings;
  return { nearest: first ? { date: first.date, time: first.time } : null, openings };
};

const slot = (time: string, state: TimeCell["state"]): TimeCell => ({
  slotId: `slot-${time.replace(":", "")}`,
  time,
  state,
});

const reception = (n: number, free: number): Day => ({
  state: "free",
  date: dateOf(n),
  from: n % 2 ? "08:00" : "14:00",
  to: n % 2 ? "14:30" : "20:00",
  free,
});
const dark = (n: number, reason: Extract<Day, { state: "dark" }>["reason"]): Day => ({
  state: "dark",
  date: dateOf(n),
  reason,
});
const dateOf = (n: number): string => new Date(Date.UTC(2026, 10, 16 + n)).toISOString().slice(0, 10);

const days = (): Day[] =>
  Array.from({ length: 35 }, (_, n) => {
    if (n < 4) return dark(n, "past");
    if (n === 4) return dark(n, "closedToday");
    if (n % 7 >= 5 || n === 17) return dark(n, "noReception");
    if (n === 9) return dark(n, "allTaken");
    if (n === 11) return dark(n, "receptionOnly");
    return reception(n, 3 + ((n * 5) % 24));
  });

/** A day from 8:00 on, a cell each quarter of an hour, in a mix of states. */
export const times = (count: number): TimeCell[] =>
  Array.from({ length: count }, (_, n) => {
    const at = 8 * 60 + n * 15;
    const time = `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
    const states = ["taken", "free", "free", "taken", "receptionOnly", "free", "taken", "free"] as const;
    return slot(time, states[(n * 3) % 8] ?? "free");
  });

export const offer = (n: number, date: string, time: string, doctorName: string): Offer => ({
  scheduleId: `schedule-${n}`,
  slotId: `offer-${n}-${time.replace(":", "")}`,
  date,
  time,
  doctor: doctorName,
  room: String(200 + n),
});

const plainNames = createPlainNames(readNameTable(join(import.meta.dirname, "../../assets")));
/** A service as the core names it. */
export function named(code: string, name: string): NamedService {
  const plain = plainNames.of({ code, name });
  return { code, name, ...(plain && { plain }) };
}

const heldVisit = (time: string): Omit<Ticket, "issuedAt"> => ({
  visitId: "visit-1",
  number: "5512792",
  clinic: "Калужская областная стоматологическая поликлиника",
  branch: "Терапевтическое отделение",
  address: "ул. Знаменская, 60",
  room: "214",
  service: named("B01.065.007", "Приём врача-стоматолога первичный"),
  doctor: { name: "Захарова Софья Сергеевна", position: "врач-стоматолог" },
  date: "2026-11-23",
  time,
  patient: "Петров И. И.",
  status: "booked",
  phone: "8-800-200-56-03",
});
export const ticket = (time: string): Ticket => ({
  ...heldVisit(time),
  issuedAt: { date: today, time: "10:24" },
});

const organization = (
  n: number,
  name: string,
  address: string,
  branches: number,
  over: Partial<Organization> = {},
): Organization => ({
  id: `organization-${n}`,
  name,
  kind: "Поликлиники",
  district: "Ленинский",
  address,
  branches,
  ...over,
});

const service = (n: number, code: string, name: string, over: Partial<Service> = {}): Service => ({
  id: `service-${n}`,
  ...named(code, name),
  payment: "free",
  attachedOnly: false,
  referralNeeded: false,
  doctors: 4,
  nearest: { date: "2026-11-23", time: "09:15" },
  closed: null,
  ...over,
});

const visit = (visitId: string, date: string, time: string, over: Partial<Visit>): Visit => ({
  ...heldVisit(time),
  visitId,
  date,
  place: { branchId: "branch-1", serviceId: "service-1", scheduleId: "schedule-1" },
  change: "open",
  ...over,
});

/** What the lists of a clinic show on a usual day. */
export type Lists = {
  organizations: Organization[];
  branches: Branch[];
  services: Service[];
  doctors: Doctor[];
  days: Day[];
  nearestDay: string | null;
  times: TimeCell[];
  offers: Offer[];
  visits: Visit[];
};

export const usualLists = (): Lists => ({
  organizations: [
    organization(1, "Городская поликлиника № 4 «Северная»", "пр. Мира, 12", 2),
    organization(2, "Калужская областная стоматологическая поликлиника", "ул. Знаменская, 60", 3),
    organization(
      3,
      "Детская городская больница имени профессора Преображенского",
      "ул. Вишневского, 1, корпус 2",
      1,
      { kind: "Областные учреждения здравоохранения", district: "Октябрьский" },
    ),
    organization(4, "Центральная районная больница Боровского района", "г. Боровск, ул. 1 Мая, 50", 4, {
      kind: "Районные больницы",
      district: "Боровский район",
    }),
    organization(5, "Поликлиника № 7", "ул. Гагарина, 3", 1),
    organization(6, "Женская консультация № 2", "ул. Луначарского, 41", 1),
    organization(7, "Кожно-венерологический диспансер", "ул. Болдина, 67", 1, {
      kind: "Областные учреждения здравоохранения",
    }),
    organization(8, "Поликлиника железнодорожной станции", "Вокзальная пл., 5", 1),
    organization(9, "Поликлиника № 9", "ул. Ленина, 8", 1, { district: "Октябрьский" }),
    organization(10, "Поликлиника № 10", "ул. Ленина, 80", 1, { district: "Московский" }),
    organization(11, "Поликлиника № 11", "ул. Труда, 4", 1),
    organization(12, "Поликлиника № 12", "ул. Труда, 14", 1),
  ],
  branches: [
    { id: "branch-1", name: "Терапевтическое отделение", address: "ул. Знаменская, 60" },
    { id: "branch-2", name: "Отделение на Правом берегу", address: "ул. 65 лет Победы, 22" },
    { id: "branch-3", name: "Хирургическое отделение", address: "ул. Знаменская, 60, корпус 2" },
  ],
  services: [
    service(1, "B01.065.007", "Приём врача-стоматолога первичный", {
      nearest: { date: today, time: "12:30" },
    }),
    service(2, "B01.067.001", "Приём врача-стоматолога-хирурга первичный", { referralNeeded: true }),
    service(3, "B01.047.001", "Приём участкового врача-терапевта", { attachedOnly: true }),
    service(4, "B01.063.001", "Консультация врача-ортодонта", { payment: "paid" }),
    service(5, "B01.065.005", "Гигиена полости рта", { nearest: null }),
    service(6, "B01.066.001", "Приём врача-стоматолога-ортопеда", {
      payment: "paid",
      referralNeeded: true,
      attachedOnly: true,
    }),
    service(7, "B01.065.008", "Приём врача-стоматолога повторный"),
  ],
  doctors: [
    {
      ...doctor(1, "Захарова Софья Сергеевна", "Захарова С. С.", "врач-стоматолог", "214"),
      ...openingsAt(1, [today, "12:30"], [today, "15:00"], ["2026-11-23", "14:00"]),
    },
    {
      ...doctor(2, "Кузнецов Андрей Павлович", "Кузнецов А. П.", "врач-стоматолог-терапевт", "208"),
      ...openingsAt(2, ["2026-11-21", "08:00"], ["2026-11-21", "11:30"], ["2026-11-24", "14:00"]),
    },
    {
      ...doctor(3, "Морозова Елена Викторовна", "Морозова Е. В.", "врач-стоматолог", "211"),
      ...openingsAt(3, ["2026-11-23", "09:15"], ["2026-11-23", "11:30"], ["2026-11-30", "08:00"]),
    },
    {
      ...doctor(4, "Орлов Дмитрий Игоревич", "Орлов Д. И.", "врач-стоматолог-хирург", "305"),
      ...openingsAt(4, ["2026-11-25", "14:40"], ["2026-12-02", "15:20"]),
    },
    {
      ...doctor(5, "Смирнова Татьяна Юрьевна", "Смирнова Т. Ю.", "врач-стоматолог", "212"),
      ...openingsAt(5, ["2026-11-27", "10:00"]),
    },
    {
      ...doctor(6, "Фёдорова Наталья Олеговна", "Фёдорова Н. О.", "врач-стоматолог", "212"),
      awayUntil: "2026-12-04",
    },
  ],
  days: days(),
  nearestDay: "2026-11-23",
  times: times(26),
  offers: [offer(1, today, "12:30", "Захарова С. С."), offer(2, "2026-11-21", "08:00", "Кузнецов А. П.")],
  visits: [
    visit("visit-1", "2026-11-23", "09:15", { change: "open" }),
    visit("visit-2", "2026-11-27", "10:00", { change: "inDoubt" }),
    visit("visit-3", "2026-12-02", "14:40", { change: "receptionOnly", status: "arrived", place: null }),
  ],
});

import type { HubOperation } from "#contract/n3/index.ts";
import {
  doctorOf,
  type Handler,
  type HubAnswer,
  type HubContext,
  type HubSystem,
  inItsOrder,
  isWithin,
  ok,
  refused,
  specialitiesOf,
  systemOf,
  timesWithin,
  type Values,
} from "./context.ts";
import { hubTexts } from "./messages.ts";
import type { HubClinic, HubDoctor, HubTime } from "./region.ts";

/** What a hub and the clinics' systems tell of clinics, doctors and times. */
export function directoryOperations(context: HubContext): Partial<Record<HubOperation, Handler>> {
  const { region, bookings } = context;
  const clinicOf = ({ id, district, name, systemId }: HubClinic) => ({
    Description: "Infomat",
    District: district,
    IdLPU: id,
    IsActive: true,
    LPUFullName: name,
    LPUShortName: name,
    LPUType: 1,
    Oid: null,
    PartOf: systemId === id ? null : systemId,
  });
  const withSystem = (values: Values, then: (system: HubSystem) => HubAnswer): HubAnswer => {
    const system = systemOf(context, values);
    return system ? then(system) : refused(99);
  };
  const withDoctor = (values: Values, then: (doctor: HubDoctor, system: HubSystem) => HubAnswer): HubAnswer =>
    withSystem(values, (system) => {
      const doctor = doctorOf(system, values.idDoc);
      return doctor ? then(doctor, system) : refused(38);
    });

  const spesiality = (system: HubSystem, id: string, name: string) => {
    const doctors = system.clinic.doctors.filter((one) => one.speciality === name);
    return {
      ...counters(
        doctors.flatMap((one) => [...bookings.freeTimes(one)]),
        doctors,
      ),
      FerIdSpesiality: name.length % 3 === 0 ? "0" : String(name.length),
      IdSpesiality: id,
      NameSpesiality: name,
    };
  };
  const doctor = ({ profile }: HubSystem, one: HubDoctor) => ({
    AriaNumber: one.no % 3 === 0 ? String(one.no) : "",
    Comment: null,
    ...counters(bookings.freeTimes(one), [one]),
    IdDoc: profile.doctorId(one),
    Name: profile.doctorName(one),
    Snils: null,
  });
  const doctorsOf = (system: HubSystem, idSpesiality: unknown) => {
    const name = specialitiesOf(system).get(String(idSpesiality));
    return system.clinic.doctors.filter(({ speciality }) => speciality === name);
  };

  return {
    GetDistrictList: () =>
      ok({
        Districts: region.districts.map(({ id, name }) => ({
          DistrictName: name,
          IdDistrict: id,
          Okato: null,
        })),
      }),
    GetLPUList: ({ idDistrict }) =>
      ok({
        ListLPU: region.clinics
          .filter(
            ({ district }) => idDistrict === null || idDistrict === undefined || district === idDistrict,
          )
          .map(clinicOf),
      }),
    GetLPUInfo: ({ idLpu }) =>
      ok({
        LpuCollection: region.clinics
          .filter(({ id }) => idLpu === null || idLpu === undefined || id === idLpu)
          .map((one) => ({
            Address: one.address,
            Commentary: null,
            DistrictId: one.district,
            DistrictName: region.districts.find(({ id }) => id === one.district)?.name ?? null,
            DistrictOkato: null,
            Email: null,
            FullName: one.name,
            Id: one.id,
            Oid: null,
            Phone: one.phone,
            PublicGuid: null,
            ShortName: one.name,
            Type: hubTexts.clinicType,
            WorkTime: hubTexts.workTime,
          })),
      }),
    GetSpesialityList: (values) =>
      withSystem(values, (system) => {
        const list = [...specialitiesOf(system)].map(([id, name]) => spesiality(system, id, name));
        return list.length === 0
          ? refused(37)
          : ok({ ListSpesiality: inItsOrder(context, system, list), LpuChanges: "" });
      }),
    GetDoctorList: (values) =>
      withSystem(values, (system) => {
        const list = doctorsOf(system, values.idSpesiality).map((one) => doctor(system, one));
        return list.length === 0 ? refused(38) : ok({ Docs: inItsOrder(context, system, list) });
      }),
    GetDocListFullTree: (values) =>
      withSystem(values, (system) =>
        ok({
          ListDoctor: [...specialitiesOf(system)].map(([id, name]) => ({
            Description: null,
            IdEssence: id,
            ListEssence: doctorsOf(system, id).map((one) => ({
              Description: null,
              IdEssence: system.profile.doctorId(one),
              ListEssence: null,
              NameEssence: system.profile.doctorName(one),
            })),
            NameEssence: name,
          })),
        }),
      ),
    GetFullInfoById: (values) =>
      withDoctor(values, (one, system) => {
        const [id = "", name = ""] =
          [...specialitiesOf(system)].find(([, speciality]) => speciality === one.speciality) ?? [];
        return ok({
          Doc: doctor(system, one),
          DoctorsSpesiality: spesiality(system, id, name),
          LPU: clinicOf(system.clinic),
          Pat: null,
        });
      }),
    GetAvailableDates: (values) =>
      withDoctor(values, (one) => {
        const days = new Set(timesWithin(context, values, one).map(({ start }) => start.slice(0, 10)));
        return ok({ AvailableDateList: [...days].map((day) => `${day}T00:00:00`) });
      }),
    GetAvaibleAppointments: (values) =>
      withDoctor(values, (one, system) => {
        const times = timesWithin(context, values, one);
        if (times.length === 0 && system.profile.tellsPlace) return refused(39);
        const list = times.map((time) => appointment(context, system, one, time));
        return ok({ ListAppointments: inItsOrder(context, system, list) });
      }),
    GetWorkingTime: (values) =>
      withDoctor(values, (one, system) => {
        const free = new Set(bookings.freeTimes(one).map(({ start }) => start.slice(0, 10)));
        const days = Map.groupBy(
          one.times.filter(({ start }) => isWithin(context, values, start)),
          ({ start }) => start.slice(0, 10),
        );
        const list = [...days].map(([day, times]) => ({
          DenyCause: free.has(day) ? null : denyCause(times),
          RecordableDay: free.has(day),
          VisitEnd: times.at(-1)?.end,
          VisitStart: times[0]?.start,
        }));
        return ok({ WorkingTimeList: inItsOrder(context, system, list) });
      }),
  };

  function counters(free: readonly HubTime[], doctors: readonly HubDoctor[]) {
    const days = free.map(({ start }) => start.slice(0, 10)).sort();
    const now = context.wallNow();
    const byReception = doctors
      .flatMap(({ times }) => times)
      .filter(({ status, start }) => status === "reception" && start > now);
    const midnight = (day: string | undefined) => (day === undefined ? null : `${day}T00:00:00`);
    return {
      CountFreeParticipantIE: free.length,
      CountFreeTicket: free.length + byReception.length,
      LastDate: midnight(days.at(-1)),
      NearestDate: midnight(days[0]),
    };
  }
}

function appointment(
  { bookings }: Pick<HubContext, "bookings">,
  { profile, clinic }: HubSystem,
  doctor: HubDoctor,
  { start, end }: HubTime,
) {
  return {
    Address: profile.tellsPlace ? clinic.address : null,
    IdAppointment: bookings.timeId(profile, doctor, start),
    Num: null,
    Room: profile.tellsPlace ? doctor.room : profile.style === "1c" ? "" : null,
    VisitEnd: profile.end(start, end),
    VisitStart: start,
  };
}

const denyCause = (times: readonly HubTime[]): string =>
  times.some(({ status }) => status === "reception") ? hubTexts.onlyByPhone : hubTexts.noFreeTimes;

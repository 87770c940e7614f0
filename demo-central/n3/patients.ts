import type { HubOperation } from "#contract/n3/index.ts";
import type { HubBooking } from "./bookings.ts";
import {
  type Handler,
  type HubAnswer,
  type HubContext,
  type HubSystem,
  isAttached,
  ok,
  personOf,
  refused,
  specialitiesOf,
  systemOf,
  textOf,
  type Values,
} from "./context.ts";
import { hubTexts } from "./messages.ts";
import type { HubPerson } from "./region.ts";

/** What the clinics' systems tell of patients and of their visits. */
export function patientOperations(context: HubContext): Partial<Record<HubOperation, Handler>> {
  const { people, bookings, switches } = context;
  const withSystem = (values: Values, then: (system: HubSystem) => HubAnswer): HubAnswer => {
    const system = systemOf(context, values);
    return system ? then(system) : refused(99);
  };
  const withPerson = (values: Values, then: (person: HubPerson, system: HubSystem) => HubAnswer): HubAnswer =>
    withSystem(values, (system) => {
      const person = personOf(context, system, values.idPat);
      return person ? then(person, system) : refused(20);
    });
  const search = (pat: Values, { clinic, profile }: HubSystem): readonly HubPerson[] | null => {
    const birthday = textOf(pat.Birthday).slice(0, 10);
    const [family, given] = [fold(textOf(pat.Surname)), fold(textOf(pat.Name))];
    const numbers = [textOf(pat.Polis_N), textOf(pat.Document_N)].filter((one) => one !== "");
    const isEnough =
      (family !== "" && given !== "" && birthday !== "") ||
      (family !== "" && numbers.length > 0) ||
      (numbers.length > 0 && (profile.findsByPolicyAlone || textOf(pat.Document_S) !== ""));
    if (!isEnough) return null;
    return people.filter(
      (one) =>
        // Names by their beginning, as systems of row numbers do.
        fold(one.family).startsWith(family) &&
        fold(one.given).startsWith(given) &&
        fold(one.patronymic).startsWith(fold(textOf(pat.SecondName))) &&
        (birthday === "" || one.birthDate === birthday) &&
        numbers.every((number) => number === one.policy.number || number === one.document) &&
        (!switches.get().attachedOnly || isAttached(one, clinic)),
    );
  };

  return {
    CheckPatient: (values) =>
      withSystem(values, (system) => {
        const found = search(Object(values.pat) as Values, system);
        if (found === null) return refused(4);
        const [person] = found;
        if (!person) return refused(20);
        return found.length > 1
          ? refused(21)
          : ok({ IdPat: system.profile.patientId(person, system.clinic.systemId) });
      }),
    SearchTop10Patient: (values) =>
      withSystem(values, (system) => {
        const found = search(Object(values.pat) as Values, system);
        if (found === null) return refused(4);
        return ok({ ListPatient: found.slice(0, 10).map((one) => patient(system, one)) });
      }),
    AddNewPatient: (values) =>
      withSystem(values, (system) => {
        const pat = Object(values.patient) as Values;
        const known = search({ ...pat, Polis_N: null, Document_N: null }, system);
        if (known === null) return refused(4);
        if (known.length > 1) return refused(99);
        const person = known[0] ?? added(pat, system);
        return ok({ IdPat: system.profile.patientId(person, system.clinic.systemId) });
      }),
    UpdatePhoneByIdPat: (values) => withPerson(values, () => ok()),
    GetPatientsAreas: (values) =>
      withPerson(values, (person, { clinic }) =>
        isAttached(person, clinic)
          ? ok({
              PatientsAreaList: [
                { Area: hubTexts.area.replace("{n}", String(person.no % 20)), AreaType: hubTexts.areaType },
              ],
            })
          : refused(41),
      ),
    GetPatientHistory: (values) =>
      withPerson(values, (person, system) => {
        const told = bookings.historyOf(person, system.doctors);
        const coming = told.filter((one) => system.profile.tellsPast || one.start >= context.wallNow());
        const visits = coming.filter((one) => !bookings.isCancelled(one)).map((one) => visit(system, one));
        const refusals = system.profile.tellsPast ? told.filter((one) => bookings.isCancelled(one)) : [];
        return ok({
          ListHistoryRefusal: refusals.map((one) => visit(system, one)),
          ListHistoryVisit:
            system.profile.isSorted && !switches.get().unsorted ? visits : visits.toReversed(),
        });
      }),
  };

  function added(pat: Values, { clinic }: HubSystem): HubPerson {
    const person: HubPerson = {
      no: people.length + 1,
      family: textOf(pat.Surname),
      given: textOf(pat.Name),
      patronymic: textOf(pat.SecondName),
      birthDate: textOf(pat.Birthday).slice(0, 10),
      policy: { series: textOf(pat.Polis_S), number: textOf(pat.Polis_N) },
      document: textOf(pat.Document_N),
      snils: textOf(pat.Snils),
      phone: textOf(pat.CellPhone),
      attachedTo: [clinic.systemId],
    };
    people.push(person);
    return person;
  }
}

/** Two dots over a letter, or none, are the same letter. */
const fold = (name: string): string => name.trim().toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "");

const patient = ({ clinic, profile }: HubSystem, one: HubPerson) => ({
  AriaNumber: null,
  Birthday: `${one.birthDate}T00:00:00`,
  CellPhone: one.phone === "" ? null : one.phone,
  Document_N: one.document,
  Document_S: null,
  HomePhone: null,
  IdPat: profile.patientId(one, clinic.systemId),
  Name: one.given,
  Polis_N: one.policy.number,
  Polis_S: one.policy.series === "" ? null : one.policy.series,
  SecondName: one.patronymic,
  Snils: one.snils,
  Surname: one.family,
});

/** No end, no room, no clinic: a history tells none. */
function visit(system: HubSystem, { doctor, id, start, created }: HubBooking) {
  const { profile } = system;
  const [idSpesiality = null] =
    [...specialitiesOf(system)].find(([, name]) => name === doctor.speciality) ?? [];
  return {
    // When it was made isn't known everywhere.
    DateCreatedAppointment: profile.style === "1c" ? null : new Date(created).toISOString().slice(0, 19),
    DoctorBringReferal: null,
    DoctorRendingConsultation: {
      AriaNumber: "",
      Comment: null,
      CountFreeParticipantIE: 0,
      CountFreeTicket: 0,
      IdDoc: profile.doctorId(doctor),
      LastDate: null,
      Name: profile.doctorName(doctor),
      NearestDate: null,
      Snils: null,
    },
    IdAppointment: id,
    SpecialityBringReferal: null,
    SpecialityRendingConsultation: {
      CountFreeParticipantIE: 0,
      CountFreeTicket: 0,
      FerIdSpesiality: null,
      IdSpesiality: idSpesiality,
      LastDate: null,
      NameSpesiality: doctor.speciality,
      NearestDate: null,
    },
    UserCreatedAppointment: profile.tellsPast
      ? { UserName: hubTexts.user, UserPosition: hubTexts.userPosition }
      : { UserName: "-", UserPosition: null },
    VisitStart: start,
  };
}

import type { HubOperation } from "#contract/n3/index.ts";
import type { HubBooking } from "./bookings.ts";
import { type Handler, type HubContext, ok, personOf, refused, systemOf, textOf } from "./context.ts";
import { hubTexts } from "./messages.ts";
import type { HubDoctor, HubTime } from "./region.ts";

/** What changes something at the clinics' systems. */
export function bookingOperations(context: HubContext): Partial<Record<HubOperation, Handler>> {
  const { bookings, switches, region, systems } = context;

  /** By the id that a list of free times told, taken ones included. */
  const timeOf = (clinicId: number, id: string): { doctor: HubDoctor; time: HubTime } | null => {
    const system = systems.get(clinicId);
    for (const doctor of system?.clinic.doctors ?? []) {
      const time = doctor.times.find(
        ({ start }) => system && bookings.timeId(system.profile, doctor, start) === id,
      );
      if (time) return { doctor, time };
    }
    return null;
  };

  return {
    SetAppointment(values) {
      const system = systemOf(context, values);
      if (!system) return refused(99);
      const person = personOf(context, system, values.idPat);
      if (!person) return refused(22);
      const chosen = timeOf(system.clinic.id, textOf(values.idAppointment));
      if (!chosen) return refused(38);
      const { profile } = system;
      const previous = textOf(values.idAppointmentPrev);
      let instead: HubBooking | null = null;
      if (previous !== "" && profile.move === "atomic" && !switches.get().prevIgnored) {
        instead = bookings.standing().find((one) => one.id === previous && one.person === person) ?? null;
        if (!instead) return refused(75);
      }
      const error = bookings.book({ profile, person, instead, ...chosen });
      return error === null ? ok({ Type: hubTexts.specialistType }) : refused(error);
    },
    CreateClaimForRefusal(values) {
      const system = systemOf(context, values);
      const person = system && personOf(context, system, values.idPat);
      if (!person) return refused(20);
      const ofThisId = bookings
        .all()
        .filter(
          (one) => one.id === values.idAppointment && one.person === person && system.doctors.has(one.doctor),
        );
      // The id of a cancelled time may be there again: what stands comes first.
      const booking = ofThisId.find((one) => one.cancelledAt === null) ?? ofThisId[0];
      const error = booking ? bookings.cancel(booking) : 75;
      return error === null ? ok() : refused(error);
    },
    CheckIn({ idAppointment }) {
      const booking = bookings.standing().find(({ id }) => id === idAppointment);
      if (!booking) return refused(75);
      const before = bookings
        .standing()
        .filter(({ doctor, start }) => doctor === booking.doctor && start < booking.start).length;
      return ok({ Count: before, Office: booking.doctor.room });
    },
    InspectDoctorsReferral2: () => refused(676),
    CheckReferral: () => refused(676),
    GetVersion: () => ok({ DatabaseVersion: "0.0.0.1", ServiceVersion: "0.0.0.1" }),
    GetErrorList: () =>
      ok({
        ErrorList: Object.entries(hubTexts.errors).map(([IdError, ErrorDescription]) => ({
          ErrorDescription,
          IdError,
        })),
      }),
    GetHubUserByGuid: ({ usersGuid }) =>
      ok({
        HubUserList: [
          {
            UserName: region.clinics[0]?.name ?? "",
            UserPosition: hubTexts.userPosition,
            IdDistrict: null,
            PublicGuid: usersGuid,
          },
        ],
      }),
  };
}

import { expect, test } from "vitest";
import { receptionAt } from "#tests/fhir-servers/reception.ts";
import { untilPatienceIsOver } from "#tests/once/clinic.ts";
import { openLine } from "#tests/once/line.ts";
import { read, search } from "#tests/support/central-rest.ts";
import { clinicClock } from "#tests/support/clinic-clock.ts";
import { openDemoCentral, openKiosk, withCleanUp } from "#tests/support/kiosk.ts";
import { book, firstOffer, signIn, timeOf } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import { skippingClock } from "#tests/support/skipping-clock.ts";
import { arrives, chosen, type Offered, openClinics, serviceOf, sharedClinics } from "./at-kiosk.ts";

const dentist = "B01.065.001";
const dentistAgain = "B01.065.002";
const dentalSurgeon = "B01.067.001";

const at = ({ service, branchId }: Offered, offer: Offered["offers"][number] | undefined) => {
  if (!offer) throw new Error("nothing is free");
  return { offer, serviceId: service.id, branchId };
};

const shared = sharedClinics();

/** The patient of these clinics, and the visit that they have booked to a dentist. */
async function withDentist(clinics = shared()) {
  const { client } = clinics;
  await arrives(clinics, "Петров");
  const what = await serviceOf(client, dentist);
  const [first, ...others] = what.offers;
  const ticket = await book(client, at(what, first));
  await client.booking.shown({ visitId: ticket.visitId });
  return { ...clinics, what, ticket, others };
}

test("a second visit to the same specialist is told with the first one, and never sent", async () => {
  const { demoCentral, kiosk, client, what, ticket, others } = await withDentist();
  const again = await serviceOf(client, dentistAgain);
  const other = others.find(({ date }) => date !== ticket.date);
  const asked = at({ ...what, service: again.service }, other);
  const broken = {
    rule: "sameSpecialist",
    visit: {
      date: ticket.date,
      time: ticket.time,
      // With the name that people call it by, as the ticket itself has it.
      service: ticket.service,
      doctor: ticket.doctor.name,
    },
  };
  const checked = client.booking.check(chosen({ ...what, service: again.service }, asked.offer));
  expect(await refusalOf(checked, "RULE_BROKEN")).toEqual({ broken });
  const before = kiosk.log.lines.length;
  expect(await refusalOf(book(client, asked), "RULE_BROKEN")).toEqual({ broken });
  expect((await read(demoCentral.url, "Slot", asked.offer.slotId)).status).toBe("free");
  expect(await search(demoCentral.url, "Appointment", { slot: `Slot/${asked.offer.slotId}` })).toEqual([]);
  expect(kiosk.log.lines.slice(before).join("\n")).not.toContain(ticket.doctor.name);
});

test("the same specialist at another clinic is nobody's business", async () => {
  const { client, what } = await withDentist();
  const elsewhere = await serviceOf(client, dentist, what.clinicId);
  const far = elsewhere.offers.at(-1);
  if (!far) throw new Error("nothing is free");
  await client.booking.check(chosen(elsewhere, far));
});

test("a visit is moved though it is to the same specialist as itself, and within its own time", async () => {
  const { client, what, ticket, others } = await withDentist();
  const [other] = others;
  if (!other) throw new Error("nothing else is free");
  const to = chosen(what, other);
  await refusalOf(client.booking.check(to), "RULE_BROKEN");
  await client.booking.check({ ...to, visitId: ticket.visitId });
  const moved = await client.booking.move({ ...to, visitId: ticket.visitId });
  expect(moved).toMatchObject({ date: other.date, time: other.time });
});

test("a visit is not moved to a service that is not for the patient, nor onto another visit", async () => {
  const { client, ticket } = await withDentist();
  const children = await serviceOf(client, "B01.064.003");
  const [offer] = children.offers;
  if (!offer) throw new Error("nothing is free");
  const refused = client.booking.move({ ...chosen(children, offer), visitId: ticket.visitId });
  expect(await refusalOf(refused, "RULE_BROKEN")).toEqual({ broken: { rule: "tooOld", age: 17 } });
  expect((await client.booking.list({})).map(({ visitId, date, time }) => [visitId, date, time])).toEqual([
    [ticket.visitId, ticket.date, ticket.time],
  ]);
});

test("a visit that somebody else booked at that very time is found by the booking itself", async () => {
  const { demoCentral, client, ticket } = await withDentist();
  const surgeon = await serviceOf(client, dentalSurgeon);
  const offer = surgeon.offers.find(({ date }) => date !== ticket.date);
  if (!offer) throw new Error("nothing is free");
  await client.booking.check(chosen(surgeon, offer));

  const slot = await read(demoCentral.url, "Slot", offer.slotId);
  const visit = await read(demoCentral.url, "Appointment", ticket.visitId);
  const participant = (visit.participant as { actor: { reference: string } }[]).filter(({ actor }) =>
    actor.reference.startsWith("Patient/"),
  );
  await receptionAt(demoCentral.url).create({
    resourceType: "Appointment",
    status: "booked",
    start: slot.start,
    end: slot.end,
    serviceType: [{ text: "Перевязка" }],
    participant,
  });
  expect(await refusalOf(book(client, at(surgeon, offer)), "RULE_BROKEN")).toEqual({
    broken: {
      rule: "overlap",
      visit: { date: offer.date, time: offer.time, service: { code: "", name: "Перевязка" }, doctor: "" },
    },
  });
});

test("whoever only names a person is told nothing of that person's visits", () =>
  withCleanUp(async (later) => {
    const { client, what, others } = await withDentist(
      await openClinics(later, undefined, "flow: { preset: gorzdrav }\n"),
    );
    const [other] = others;
    if (!other) throw new Error("nothing else is free");
    await refusalOf(client.booking.check(chosen(what, other)), "RULE_BROKEN");
    await client.session.end({ reason: "home" });
    await client.session.start({});
    const person = { family: "Петров", given: "Илья", patronymic: "Игоревич", birthDate: "07031985" };
    await client.session.identify({ who: "other", person });
    await client.booking.check(chosen(what, other));
    const children = await serviceOf(client, "B01.064.003");
    const [childrens] = children.offers;
    if (!childrens) throw new Error("nothing is free");
    await refusalOf(client.booking.check(chosen(children, childrens)), "RULE_BROKEN");
  }));

test("a cancelled visit hinders nothing", async () => {
  const { client, what, ticket, others } = await withDentist();
  await client.booking.cancel({ visitId: ticket.visitId });
  await client.booking.shown({ visitId: ticket.visitId });
  await book(client, at(what, others[0]));
});

test("with both rules off the patient books as often as they like, also at one time", () =>
  withCleanUp(async (later) => {
    const { client, what, ticket, others } = await withDentist(
      await openClinics(later, "{ sameSpecialist: off, overlap: allowed }"),
    );
    const same = others.find(({ date, time }) => date === ticket.date && time === ticket.time);
    await book(client, at(what, same ?? others[0]));
  }));

test("times of today, and days that are too far ahead, are told as what they are", () =>
  withCleanUp(async (later) => {
    const near = "central: { url: 'http://127.0.0.1:1/fhir', horizonDays: 1 }\n";
    const clinics = await openClinics(later, "{ sameDay: closed }", near);
    const { client } = clinics;
    await arrives(clinics, "Петров");
    const what = await serviceOf(client, dentist);
    const doctors = await client.catalog.doctors({ branchId: what.branchId, serviceId: what.service.id });
    const check = async (day: "today" | "far") => {
      for (const { scheduleId } of doctors) {
        const place = { scheduleId, serviceId: what.service.id };
        const { today, days } = await client.schedule.days(place);
        // Wednesday's horizon of one day ends on Thursday.
        const date = day === "today" ? today : days[days.findIndex((each) => each.date === today) + 2]?.date;
        const [cell] = date === undefined ? [] : await client.schedule.times({ ...place, date });
        if (cell === undefined || date === undefined) continue;
        const at = { date, time: cell.time };
        return client.booking.check({ ...place, slotId: cell.slotId, at, branchId: what.branchId });
      }
      throw new Error("nobody receives that day");
    };
    expect(await refusalOf(check("today"), "RULE_BROKEN")).toEqual({ broken: { rule: "sameDay" } });
    expect(await refusalOf(check("far"), "RULE_BROKEN")).toEqual({ broken: { rule: "horizon" } });
    const [offer] = what.offers;
    if (!offer) throw new Error("nothing is free");
    const asked = { ...chosen(what, offer), slotId: "no-such-slot" };
    await refusalOf(client.booking.check(asked), "NOT_FOUND");
  }));

test("a booking that the patient was told has failed hinders none, though the central API still has it", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const line = await openLine(later, demoCentral.url);
    const clock = skippingClock(clinicClock);
    const kiosk = await openKiosk(later, { centralUrl: line.url, substitutes: { clock } });
    await kiosk.online();
    const [patient] = demoCentral.patients;
    if (!patient) throw new Error("no demo patient");
    await signIn(kiosk.client, patient);
    const what = await firstOffer(kiosk.client);
    let kept = false;
    line.fate = ({ isTransaction }) => {
      if (!isTransaction) return kept ? "lostBefore" : "passes";
      const fate = kept ? "lostBefore" : "lostAfter";
      kept = true;
      return fate;
    };
    const booking = untilPatienceIsOver({ line, clock }, () => book(kiosk.client, what));
    await refusalOf(booking, "BOOKING_UNKNOWN");
    // From here on the central API answers, and takes nothing back.
    line.fate = ({ isTransaction }) => (isTransaction ? "lostBefore" : "passes");
    expect(await search(demoCentral.url, "Appointment", { slot: `Slot/${what.offer.slotId}` })).toMatchObject(
      [{ status: "booked" }],
    );
    const { offer: other, ...where } = await firstOffer(kiosk.client);
    expect(other.slotId).not.toBe(what.offer.slotId);
    await kiosk.client.booking.check({ ...where, ...timeOf(other) });
  }));

test("a central API that is away hinders no check, and keeps no rule that needs no central API from being told", () =>
  withCleanUp(async (later) => {
    const { demoCentral, client, what, others } = await withDentist(await openClinics(later));
    const [other] = others;
    const children = await serviceOf(client, "B01.064.003");
    const [childrens] = children.offers;
    if (!other || !childrens) throw new Error("nothing is free");
    await demoCentral.close();
    await client.booking.check(chosen(what, other));
    expect(await refusalOf(client.booking.check(chosen(children, childrens)), "RULE_BROKEN")).toMatchObject({
      broken: { rule: "tooOld" },
    });
    await refusalOf(book(client, at(what, other)), "CENTRAL_AWAY");
  }));

import { describe, expect, test } from "vitest";
import type { Doctor, Service } from "#contract/schedules/catalog.ts";
import type { Offer } from "#contract/schedules/schedule.ts";
import { longestValues } from "#demo-central/index.ts";
import { real } from "#demo-central/seed/real-values.ts";
import type { KioskClient, TestKiosk } from "#tests/support/kiosk.ts";
import { book, signIn } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import { sharedKiosk } from "#tests/support/shared-kiosk.ts";

type Offered = {
  readonly clinic: string;
  readonly branch: { readonly id: string; readonly name: string; readonly address: string };
  readonly service: Service;
  readonly doctor: Doctor;
};

/** Every doctor of every service of every branch, as a patient comes upon them. */
async function everything(client: KioskClient): Promise<Offered[]> {
  const offered: Offered[] = [];
  for (const organization of await client.catalog.organizations({})) {
    for (const branch of await client.catalog.branches({ organizationId: organization.id })) {
      for (const service of await client.catalog.services({ branchId: branch.id })) {
        const doctors = await client.catalog.doctors({ branchId: branch.id, serviceId: service.id });
        for (const doctor of doctors) offered.push({ clinic: organization.name, branch, service, doctor });
      }
    }
  }
  return offered;
}

const shared = sharedKiosk("{}", { size: "real" });

/** The first demo patient has signed in. */
async function atReal(work: (kiosk: TestKiosk) => Promise<void>): Promise<void> {
  const { kiosk, demoCentral } = shared();
  const [patient] = demoCentral.patients;
  if (!patient) throw new Error("no demo patient");
  await signIn(kiosk.client, patient);
  await work(kiosk);
}

const find = (offered: readonly Offered[], doctor: string, service?: string): Offered => {
  const found = offered.filter(
    (one) => one.doctor.name.startsWith(doctor) && (service === undefined || one.service.name === service),
  );
  if (found.length !== 1 || !found[0]) throw new Error(`${doctor}: ${found.length} times`);
  return found[0];
};
const cellsOf = async (client: KioskClient, { doctor, service }: Offered, date: string) =>
  client.schedule.times({ scheduleId: doctor.scheduleId, serviceId: service.id, date });
const freeDay = async (client: KioskClient, { doctor, service }: Offered): Promise<string> => {
  const { days } = await client.schedule.days({ scheduleId: doctor.scheduleId, serviceId: service.id });
  const free = days.filter(({ state }) => state === "free").at(-1);
  if (!free) throw new Error(`${doctor.name} has no free day`);
  return free.date;
};

describe("a kiosk at the region real", () => {
  test("offers whom it can call by a name, at the right place, and nobody who has left", () =>
    atReal(async ({ client }) => {
      const offered = await everything(client);
      const { family, given, patronymic } = longestValues;
      const told = offered.map(({ branch, service, doctor }) =>
        [branch.name, service.name, doctor.name, doctor.room].join(" | "),
      );
      const main = "Поликлиника на Знаменской";
      const longBranch = longestValues.branch;
      const center = "Центр общей врачебной практики «Ёлочка»";
      const therapist = "Приём врача-терапевта участкового";
      const surgeon = "Приём врача-хирурга";
      const gp = "Приём врача общей практики (семейного врача)";
      expect(told.toSorted()).toEqual(
        [
          `${main} | ${therapist} | Абрамова Анна Петровна | 101`,
          `${main} | ${therapist} | Ёлкина Зоя Ярославовна | 102`,
          `${main} | ${therapist} | Жукова Ивановна | 102`,
          `${main} | ${therapist} | Ким Ирина | 101`,
          `${main} | ${therapist} | Лаптева Инна Юрьевна | 101`,
          `${main} | ${therapist} | Морозова Инна Юрьевна | 102`,
          `${main} | ${therapist} | Орлов Пётр Ильич | 203`,
          `${main} | ${surgeon} | Еремеев Иван Иванович | 7, хирургический`,
          `${main} | ${surgeon} | Зимина Нина Олеговна | 203`,
          `${main} | ${surgeon} | Орлов Пётр Ильич | 203`,
          `${main} | Приём врача-офтальмолога | Ильина Вера Павловна | 203`,
          `${main} | Приём врача-офтальмолога | Козлова Мария Ивановна | 203`,
          `${main} | Приём врача-кардиолога | Панова Лариса Никитична | 44`,
          `${longBranch} | ${longestValues.service} | ${family} ${given} ${patronymic} | ${longestValues.room.replace(/^каб\. /, "")}`,
          `${longBranch} | ${longestValues.service} | Носова Алла Марковна | 302 (рентген)`,
          `${longBranch} | ${longestValues.service} | O’Connor-Smith Mary Jane | 12 (вход с улицы)`,
          `${center} | ${gp} | Козлова Мария Ивановна | 1`,
          `${center} | ${gp} | Щукина Ева Львовна | 1`,
          `${center} | ${gp} | Якина Юлия Юрьевна | 1`,
          `Фельдшерско-акушерский пункт, д. Ёрмолино | Приём фельдшера | Рыжова Клавдия Ефимовна | `,
        ].toSorted(),
      );
      expect(find(offered, "Абрамова").branch.address).toBe("г. Калуга, ул. Знаменская, 7");
      expect(find(offered, "Рыжова").branch.address).toBe("д. Ёрмолино, ул. Школьная, 1");
      expect([...new Set(offered.map(({ clinic }) => clinic))].toSorted()).toEqual(
        [longestValues.clinic, center].toSorted(),
      );
      expect(find(offered, "Морозова").doctor).toMatchObject({ awayUntil: null });
      expect(find(offered, "Лаптева").doctor.awayUntil).toMatch(/^\d{4}-\d\d-(28|29|30|31)$/);
    }));

  test("lists names as Russian orders them", () =>
    atReal(async ({ client }) => {
      const offered = await everything(client);
      const { branch, service } = find(offered, "Абрамова");
      const doctors = await client.catalog.doctors({ branchId: branch.id, serviceId: service.id });
      expect(doctors.map(({ name }) => name.split(" ")[0])).toEqual([
        "Абрамова",
        "Ёлкина",
        "Жукова",
        "Ким",
        "Лаптева",
        "Морозова",
        "Орлов",
      ]);
    }));

  test("offers on a doctor's row what the grid shows as free, the nearest first", () =>
    atReal(async ({ client }) => {
      for (const { doctor, service } of (await everything(client)).filter(({ doctor }) => doctor.nearest)) {
        const { scheduleId, openings, nearest } = doctor;
        expect(openings[0]).toMatchObject(nearest ?? {});
        for (const { date, time, slotId } of openings) {
          const cells = await client.schedule.times({ scheduleId, serviceId: service.id, date });
          expect(cells).toContainEqual({ slotId, time, state: "free" });
        }
      }
    }));

  test("gives each service the times that are its own, and none for emergencies", () =>
    atReal(async ({ client }) => {
      const offered = await everything(client);
      for (const [name, hour] of [
        ["Приём врача-терапевта участкового", "08"],
        ["Приём врача-хирурга", "09"],
      ] as const) {
        const offer = find(offered, "Орлов", name);
        const cells = await cellsOf(client, offer, await freeDay(client, offer));
        const free = cells.filter(({ state }) => state === "free").map(({ time }) => time.slice(0, 2));
        expect([...new Set(free)]).toEqual([hour, "11"]);
        expect(cells.find(({ time }) => time === "10:00")?.state).toBe("receptionOnly");
      }
    }));

  test("shows odd times as they are: one cell a start, hours that end on their day", () =>
    atReal(async ({ client }) => {
      const offer = find(await everything(client), "Панова");
      const { doctor, service } = offer;
      const { today, days } = await client.schedule.days({
        scheduleId: doctor.scheduleId,
        serviceId: service.id,
      });
      const at = days.findIndex(({ date }) => date === today);
      expect(days[at + 1]).toMatchObject({ state: "free", from: "08:00", to: "23:59" });
      const times = async (ahead: number) => {
        const cells = await cellsOf(client, offer, days[at + ahead]?.date ?? "");
        return cells.map(({ time }) => time);
      };
      expect((await times(1)).filter((time) => time >= "18:00")).toEqual(["23:50"]);
      const second = await times(2);
      expect(second.filter((time) => time === "08:00")).toHaveLength(1);
      expect(new Set(second).size).toBe(second.length);
      expect((await times(3)).filter((time) => time >= "19:00")).toEqual(["19:00", "20:40"]);
    }));

  test("shows a doctor with two schedules once, with the times of both, and books in either", () =>
    atReal(async ({ client }) => {
      const offer = find(await everything(client), "Носова");
      const date = await freeDay(client, offer);
      const cells = await cellsOf(client, offer, date);
      expect(cells.map(({ time }) => time)).toEqual([
        "08:00",
        "08:30",
        "09:00",
        "09:30",
        "16:00",
        "16:30",
        "17:00",
        "17:30",
      ]);
      const chosen = cells.filter(({ state }) => state === "free").at(-1);
      if (!chosen) throw new Error("nothing is free");
      const { slotId, time } = chosen;
      const { doctor, service, branch } = offer;
      const what: Offer = { scheduleId: doctor.scheduleId, slotId, date, time, doctor: "", room: "" };
      const ticket = await book(client, { offer: what, serviceId: service.id, branchId: branch.id });
      expect(ticket).toMatchObject({ date, time, doctor: { name: "Носова Алла Марковна" } });
      const stateNow = async () =>
        (await cellsOf(client, offer, date)).find((cell) => cell.slotId === slotId)?.state;
      expect(await stateNow()).toBe("taken");
      const [visit] = await client.booking.list({});
      expect(visit?.place).toEqual({
        branchId: branch.id,
        serviceId: service.id,
        scheduleId: doctor.scheduleId,
      });
      await client.booking.cancel({ visitId: ticket.visitId });
      expect(await stateNow()).toBe("free");
    }));

  test("shows a doctor with two posts at a branch once, with the times of both, and no day for a time", () =>
    atReal(async ({ client }) => {
      const offer = find(await everything(client), "Ким");
      const hours = new Set<string>();
      const { days } = await client.schedule.days({
        scheduleId: offer.doctor.scheduleId,
        serviceId: offer.service.id,
      });
      for (const { date } of days.filter(({ state }) => state === "free"))
        for (const { time } of await cellsOf(client, offer, date)) hours.add(time.slice(0, 2));
      expect([...hours].toSorted()).toEqual(["08", "17"]);
    }));

  test(
    "books with whoever is offered and has a free time, and the ticket says where and with whom",
    () =>
      atReal(async ({ client }) => {
        const offered = await everything(client);
        let booked = 0;
        for (const { branch, service, doctor, clinic } of offered) {
          const where = { branchId: branch.id, serviceId: service.id };
          if (doctor.nearest === null) continue;
          const { date } = doctor.nearest;
          const cells = await cellsOf(client, { clinic, branch, service, doctor }, date);
          const cell = cells.find(({ state }) => state === "free");
          if (!cell) throw new Error(`${doctor.name} has no free time on the day of the nearest`);
          const offer: Offer = { scheduleId: doctor.scheduleId, date, doctor: "", room: "", ...cell };
          const ticket = await book(client, { offer, ...where });
          expect(ticket).toMatchObject({
            clinic,
            branch: branch.name,
            address: branch.address,
            room: doctor.room,
            doctor: { name: doctor.name },
            service: { name: service.name },
          });
          expect(ticket.phone).not.toBe("");
          booked += 1;
          await client.booking.cancel({ visitId: ticket.visitId });
        }
        expect(booked).toBeGreaterThanOrEqual(offered.length - 1);
      }),
    60_000,
  );

  test("tells in the log, by kind and id, what it can't use or doesn't offer", () =>
    atReal(async ({ log }) => {
      const lines = log.lines.join("\n");
      for (const [kind, id] of [
        ["nameless", "nameless"],
        ["ended", "leftr"],
        ["notBegun", "to-comer"],
        ["withoutService", "no-servicer"],
        ["withoutDoctor", "s-empty"],
        ["ambiguous", "unclears"],
        ["withoutDoctor", "room-only"],
        ["modified", "s-modified"],
        ["withoutTime", "odd-1"],
        ["unknownStatus", "odd-8"],
        ["malformed", "two-postsr2"],
        ["notFound", "two-postsr2"],
        ["notFound", "r-elsewhere"],
      ]) {
        const told = log.lines.some((line) => line.includes(`"${kind}"`) && line.includes(`-${id}"`));
        expect(told, `${kind} ${id} in\n${lines.slice(0, 200)}`).toBe(true);
      }
    }));
});

test.each(["dead", "old-policy", "over-policy"])(
  "%s: can't sign in, and is sent to the reception",
  async (who) => {
    const person = real.resources.find(({ id }) => id === `~${who}`);
    const number = real.people[who] ?? "";
    const input = { kind: "unified" as const, series: "", number, birthDate: String(person?.birthDate) };
    await refusalOf(signIn(shared().kiosk.client, input), "PATIENT_NOT_FOUND");
  },
);

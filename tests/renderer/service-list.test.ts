import { expect, test } from "vitest";
import type { Service } from "#contract/schedules/catalog.ts";
import { listServices } from "../../renderer/screens/service/service-list.ts";
import { named } from "./world-lists.ts";

const when = { date: "2026-11-23", time: "09:15" };
let count = 0;
const service = (code: string, name: string, over: Partial<Service> = {}): Service => ({
  ...named(code, name),
  id: `s${count++}`,
  payment: "free",
  attachedOnly: false,
  referralNeeded: false,
  doctors: 1,
  nearest: when,
  closed: null,
  ...over,
});
const names = (listed: ReturnType<typeof listServices>["bookable"]) =>
  listed.map(({ service, showsOwnName }) => (showsOwnName ? `${service.name} *` : service.name));

const surgeon = service("B01.057.001", "Приём врача-хирурга первичный");
const surgeonAgain = service("B01.057.002", "Приём врача-хирурга повторный");
const eyes = service("B01.029.001", "Приём врача-офтальмолога первичный");

test("stand by what people call them in the language shown, a first visit before the next", () => {
  const services = [surgeonAgain, surgeon, eyes];
  expect(names(listServices(services, "ru").bookable)).toEqual([eyes.name, surgeon.name, surgeonAgain.name]);
  const skin = service("B01.008.001", "Приём врача-дерматовенеролога первичный");
  expect(names(listServices([skin, eyes], "ru").bookable)).toEqual([skin.name, eyes.name]);
  expect(names(listServices([skin, eyes], "en").bookable)).toEqual([eyes.name, skin.name]);
});

test("two that would read alike show the register's names, and so does one whose name says more", () => {
  const other = service("B01.065.001", "Приём врача-стоматолога-терапевта первичный");
  const dentist = service("B01.065.007", "Приём врача-стоматолога первичный");
  expect(names(listServices([dentist, other, surgeon], "ru").bookable)).toEqual([
    `${dentist.name} *`,
    `${other.name} *`,
    surgeon.name,
  ]);
  const paid = { ...dentist, id: "paid", payment: "paid" as const };
  expect(names(listServices([dentist, paid], "ru").bookable)).toEqual([dentist.name, paid.name]);
  const professor = service("B01.057.001", "Приём врача-хирурга первичный, к.м.н.");
  expect(names(listServices([professor], "ru").bookable)).toEqual([`${professor.name} *`]);
});

test("what can't be booked now comes apart", () => {
  const full = service("B01.023.001", "Приём врача-невролога первичный", { nearest: null });
  const closed = service("B01.031.001", "Приём врача-педиатра первичный", {
    closed: { rule: "tooOld", age: 17 },
  });
  const { bookable, others } = listServices([closed, full, surgeon], "ru");
  expect(names(bookable)).toEqual([surgeon.name]);
  expect(names(others)).toEqual([full.name, closed.name]);
});

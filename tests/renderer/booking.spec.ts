import * as walk from "./walk.ts";
import { expect, test } from "./with-kiosk.ts";
import { offer } from "./world-lists.ts";

test("two quick touches book once, and nothing can be touched meanwhile", async ({ page, open }) => {
  const core = await open((world) => {
    // Longer than the test: what it looks at stays for as long as it takes to look.
    world.bookingTakes = 60_000;
  });
  await walk.toPhone(page);
  await page.getByRole("button", { name: "Я не хочу указывать телефон" }).dblclick();
  await expect(page.getByText("Записываем вас…")).toBeVisible();
  await expect(page.getByRole("button")).toHaveCount(0);
  expect(core.calls.filter(({ path }) => path === "booking.book")).toHaveLength(1);
});

test("two quick touches end at the visit that was booked", async ({ page, open }) => {
  const core = await open();
  await walk.toPhone(page);
  await page.getByRole("button", { name: "Я не хочу указывать телефон" }).dblclick();
  await expect(page.getByRole("heading", { name: "Вы записаны на приём!" })).toBeVisible();
  expect(core.calls.filter(({ path }) => path === "booking.book")).toHaveLength(1);
});

test("a time on a doctor's row is booked in one touch, with its doctor and day", async ({ page, open }) => {
  const core = await open();
  await walk.toDoctor(page);
  await page.getByRole("button", { name: "суббота, 21 ноября, 11:30, Кузнецов А. П." }).click();
  await page.getByRole("button", { name: "Даю согласие, без телефона" }).click();
  await expect(page.getByRole("heading", { name: "Вы записаны на приём!" })).toBeVisible();
  expect(core.calls.find(({ path }) => path === "booking.book")?.input).toMatchObject({
    scheduleId: "schedule-2",
    slotId: "opening-2-21-11",
    at: { date: "2026-11-21", time: "11:30" },
  });
});

test("times that are taken while a doctor's row is on the screen give way to others in place", async ({
  page,
  open,
}) => {
  const core = await open();
  await walk.toDoctor(page);
  const row = page.getByRole("listitem").filter({ hasText: "Кузнецов Андрей Павлович" });
  await expect(row.getByRole("button", { name: /11:30/ })).toBeVisible();
  const before = await row.boundingBox();
  core.world.doctors = core.world.doctors.map((doctor) =>
    doctor.scheduleId === "schedule-2" ? { ...doctor, nearest: null, openings: [] } : doctor,
  );
  core.push({ type: "schedule", scheduleId: "schedule-2" });
  await expect(row.getByText("нет времени")).toBeVisible();
  await expect(row.getByRole("button")).toHaveCount(0);
  expect((await row.boundingBox())?.y).toBe(before?.y);
});

test("what can't be booked now stands behind one row, which opens it with its reason", async ({
  page,
  open,
}) => {
  await open();
  await walk.toDoctor(page);
  await expect(page.getByRole("button", { name: /Захарова Софья/ })).toBeVisible();
  await expect(page.getByText("Фёдорова Наталья Олеговна")).toHaveCount(0);
  await walk.unfold(page);
  await expect(page.getByText("Фёдорова Наталья Олеговна")).toBeVisible();
  await expect(page.getByText("отпуск до 4 декабря")).toBeVisible();
});

test("a time that was just taken: another one is booked with one touch, with the same agreement and phone", async ({
  page,
  open,
}) => {
  const core = await open((world) => {
    world.faults["booking.book"] = [
      { code: "SLOT_TAKEN", data: { nearest: [offer(3, "2026-11-23", "09:15", "Морозова Е. В.")] } },
    ];
  });
  await walk.toPhone(page);
  await page.getByRole("button", { name: /41-07/ }).click();
  await expect(page.getByRole("heading", { name: "Время 08:45 только что заняли" })).toBeVisible();
  await page.getByRole("button", { name: /09:15/ }).click();
  await expect(page.getByRole("heading", { name: "Вы записаны на приём!" })).toBeVisible();
  const [first, second] = core.calls.filter(({ path }) => path === "booking.book").map(({ input }) => input);
  expect(first).toMatchObject({ slotId: "slot-0845", phone: { kind: "known", index: 0 } });
  expect(second).toMatchObject({ slotId: "offer-3-0915", phone: { kind: "known", index: 0 } });
});

test("a time that is lost while its patient types a phone is told at once, and what was typed is kept", async ({
  page,
  open,
}) => {
  await page.clock.install();
  const core = await open();
  await walk.toPhone(page);
  await walk.typeKeys(page, "91054");
  core.world.lostTo = [offer(3, "2026-11-23", "09:15", "Морозова Е. В.")];
  await page.clock.runFor(10_000);
  await expect(page.getByRole("heading", { name: "Время 08:45 только что заняли" })).toBeVisible();
  expect(core.calls.some(({ path }) => path === "booking.book")).toBe(false);
  core.world.lostTo = null;
  await page.getByRole("button", { name: /09:15/ }).click();
  await expect(page.getByRole("heading", { name: "Телефон для связи" })).toBeVisible();
  await expect(page.getByText("910 54")).toBeVisible();
  await page.getByRole("button", { name: /41-07/ }).click();
  await expect(page.getByRole("heading", { name: "Вы записаны на приём!" })).toBeVisible();
  const booked = core.calls.find(({ path }) => path === "booking.book");
  expect(booked?.input).toMatchObject({
    slotId: "offer-3-0915",
    at: { date: "2026-11-23", time: "09:15" },
  });
});

test("the chosen time is asked again on entering agreement and phone", async ({ page, open }) => {
  const core = await open();
  const asked = () => core.calls.filter(({ path }) => path === "booking.watch").length;
  await walk.toConsent(page);
  await expect.poll(asked).toBe(1);
  await walk.press(page, "Даю согласие, другой номер");
  await expect(page.getByRole("heading", { name: "Телефон для связи" })).toBeVisible();
  await expect.poll(asked).toBe(2);
});

test("after a lost time the way to another date is open, and the agreement is kept", async ({
  page,
  open,
}) => {
  await open((world) => {
    world.faults["booking.book"] = [{ code: "SLOT_TAKEN", data: { nearest: [] } }];
  });
  await walk.book(page);
  await page.getByRole("button", { name: "Другая дата" }).click();
  await page.getByRole("button", { name: /вторник, 24 ноября/ }).click();
  await page.getByRole("button", { name: /09:15/ }).click();
  await expect(page.getByRole("heading", { name: "Телефон для связи" })).toBeVisible();
});

test("a central API that did not answer in time: nothing is booked, and another time can be chosen", async ({
  page,
  open,
}) => {
  await open((world) => {
    world.faults["booking.book"] = [{ code: "BOOKING_UNKNOWN", data: { key: "k" } }];
  });
  await walk.book(page);
  await expect(page.getByRole("heading", { name: "Записать не удалось" })).toBeVisible();
  await expect(page.getByText(/позвоните: 8-800-200-56-03/)).toBeVisible();
  await page.getByRole("button", { name: "Другое время" }).click();
  await expect(page.getByRole("heading", { name: "Выберите время" })).toBeVisible();
});

test("a core that falls silent while booking is an unknown outcome, too", async ({ page, open }) => {
  const core = await open((world) => {
    world.bookingTakes = 60_000;
  });
  await walk.book(page);
  await expect(page.getByText("Записываем вас…")).toBeVisible();
  await core.close();
  await expect(page.getByRole("heading", { name: "Инфомат перезапускается" })).toBeVisible();
});

test("a central API that is away can be asked again from the same place", async ({ page, open }) => {
  await open((world) => {
    world.faults["booking.book"] = [{ code: "CENTRAL_AWAY", data: {} }];
  });
  await walk.book(page);
  await page.getByRole("button", { name: "Попробовать ещё раз" }).click();
  await expect(page.getByRole("heading", { name: "Вы записаны на приём!" })).toBeVisible();
});

test("an agreement that changed meanwhile is shown again, and the time is kept", async ({ page, open }) => {
  const core = await open((world) => {
    world.faults["booking.book"] = [{ code: "CONSENT_OUTDATED", data: {} }];
  });
  await walk.book(page);
  await expect(page.getByText("Текст соглашения обновился.")).toBeVisible();
  await page.getByRole("button", { name: "Даю согласие, другой номер" }).click();
  await page.getByRole("button", { name: "Я не хочу указывать телефон" }).click();
  await expect(page.getByRole("heading", { name: "Вы записаны на приём!" })).toBeVisible();
  expect(core.calls.filter(({ path }) => path === "booking.book")).toHaveLength(2);
});

test("a new number goes out as ten digits, whether or not it was begun with 8", async ({ page, open }) => {
  const core = await open();
  await walk.toPhone(page);
  await walk.typeKeys(page, "89105551234");
  await page.getByRole("button", { name: "Записаться" }).click();
  await expect(page.getByRole("heading", { name: "Вы записаны на приём!" })).toBeVisible();
  expect(core.calls.find(({ path }) => path === "booking.book")?.input).toMatchObject({
    phone: { kind: "new", digits: "9105551234" },
  });
});

test("a number that is too short is told, and nothing is booked", async ({ page, open }) => {
  const core = await open();
  await walk.toPhone(page);
  await walk.typeKeys(page, "91055512");
  await page.getByRole("button", { name: "Записаться" }).click();
  await expect(page.getByRole("alert")).toContainText("Не хватает 2 цифр");
  expect(core.calls.some(({ path }) => path === "booking.book")).toBe(false);
});

test("refusing the agreement ends politely and books nothing", async ({ page, open }) => {
  const core = await open();
  await walk.toConsent(page);
  await page.getByRole("button", { name: "Отказаться" }).click();
  await expect(page.getByRole("heading", { name: "Вы не дали согласия, записи нет" })).toBeVisible();
  await expect.poll(() => core.calls.map(({ path }) => path)).toContain("booking.refuseConsent");
  expect(core.calls.some(({ path }) => path === "booking.book")).toBe(false);
  await page.getByRole("button", { name: "В начало" }).click();
  await expect(page.getByRole("button", { name: "Записаться к врачу" })).toBeVisible();
});

test("a printer without paper never touches the booking", async ({ page, open }) => {
  await open((world) => {
    world.faults["ticket.print"] = [{ code: "PRINTER_NOT_READY", data: { status: "paperOut" } }];
  });
  await walk.print(page);
  await expect(page.getByText(/В принтере кончилась бумага. Вы записаны/)).toBeVisible();
  await page.getByRole("button", { name: "Печать талона" }).click();
  await expect(page.getByText(/Талон напечатан/)).toBeVisible();
});

test("nobody knows whether the ticket came out: the patient is asked, and the answer is heard", async ({
  page,
  open,
}) => {
  const core = await open((world) => {
    world.faults["ticket.print"] = [{ code: "PRINT_IN_DOUBT", data: { status: "offline" } }];
  });
  await walk.print(page);
  await expect(page.getByText("Принтер перестал отвечать. Талон напечатался?")).toBeVisible();
  await page.getByRole("button", { name: "Нет" }).click();
  await expect(page.getByText(/пометка «КОПИЯ»/)).toBeVisible();
  await expect
    .poll(() => core.calls.find(({ path }) => path === "ticket.cameOut")?.input)
    .toMatchObject({ yes: false });
  await page.getByRole("button", { name: "Напечатать ещё раз" }).click();
  await expect(page.getByText(/Талон напечатан/)).toBeVisible();
});

test("the printer finishes by itself while the patient is asked: the question goes away", async ({
  page,
  open,
}) => {
  const core = await open((world) => {
    world.faults["ticket.print"] = [{ code: "PRINT_IN_DOUBT", data: { status: "paperOut" } }];
  });
  await walk.print(page);
  await expect(page.getByText(/Талон напечатался\?/)).toBeVisible();
  core.push({ type: "ticket", visitId: "visit-1", fate: "printed" });
  await expect(page.getByText(/Талон напечатан/)).toBeVisible();
  expect(core.calls.some(({ path }) => path === "ticket.cameOut")).toBe(false);
});

test("a core that comes back from the dead while booking leaves the patient with what is known", async ({
  page,
  open,
  comeBack,
}) => {
  const core = await open((world) => {
    world.bookingTakes = 60_000;
  });
  await walk.book(page);
  await expect(page.getByText("Записываем вас…")).toBeVisible();
  await core.close();
  await expect(page.getByRole("heading", { name: "Инфомат перезапускается" })).toBeVisible();
  await comeBack(core);
  await expect(page.getByRole("heading", { name: "Мы не знаем, что с вашей записью" })).toBeVisible();
  await expect(page.getByText("И. И. Петров")).toHaveCount(0);
});

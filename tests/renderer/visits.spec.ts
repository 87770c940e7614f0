import * as walk from "./walk.ts";
import { expect, test } from "./with-kiosk.ts";

test("a visit is cancelled only after a question, and the core hears that this was seen", async ({
  page,
  open,
}) => {
  const core = await open();
  await walk.toVisit(page);
  await page.getByRole("button", { name: "Отменить запись" }).click();
  await page.getByRole("button", { name: "Не отменять" }).click();
  expect(core.calls.filter(({ path }) => path === "booking.cancel")).toEqual([]);
  await page.getByRole("button", { name: "Отменить запись" }).click();
  await page.getByRole("button", { name: "Да, отменить" }).click();
  await expect(page.getByRole("heading", { name: "Запись отменена" })).toBeVisible();
  await expect.poll(() => core.calls.filter(({ path }) => path === "booking.shown").length).toBe(1);
  await page.getByRole("button", { name: "Мои записи" }).click();
  await expect(walk.visitAt(page, "10:00")).toBeVisible();
  await expect(walk.visitAt(page, "09:15")).toHaveCount(0);
});

test("a move shows both times before anything is sent, and the moved ticket after it", async ({
  page,
  open,
}) => {
  const core = await open();
  await walk.toMove(page);
  await expect(page.getByText("понедельник, 23 ноября, 09:15")).toBeVisible();
  await expect(page.getByText("понедельник, 23 ноября, 08:45")).toBeVisible();
  expect(core.calls.filter(({ path }) => path === "booking.move")).toEqual([]);
  await page.getByRole("button", { name: "Перенести" }).click();
  await expect(page.getByRole("heading", { name: "Запись перенесена!" })).toBeVisible();
  await expect.poll(() => core.calls.filter(({ path }) => path === "booking.shown").length).toBe(1);
  expect(core.calls.filter(({ path }) => path === "booking.book")).toEqual([]);
});

test("another time is offered when the new one was taken first, and it is moved there, not booked", async ({
  page,
  open,
}) => {
  const core = await open((world) => {
    world.faults["booking.move"] = [{ code: "SLOT_TAKEN", data: { nearest: world.offers } }];
  });
  await walk.toMove(page);
  await page.getByRole("button", { name: "Перенести" }).click();
  await page.getByRole("button", { name: /12:30/ }).click();
  await expect(page.getByRole("heading", { name: "Запись перенесена!" })).toBeVisible();
  expect(core.calls.filter(({ path }) => path === "booking.move")).toHaveLength(2);
  expect(core.calls.filter(({ path }) => path === "booking.book")).toEqual([]);
});

test("back from the move leads to the visits, and a visit that only the desk can change has no such keys", async ({
  page,
  open,
}) => {
  await open();
  await walk.toMove(page);
  for (const heading of ["Выберите время", "Выберите дату", "Выберите врача", "Мои записи"]) {
    await page.getByRole("button", { name: "Назад" }).click();
    await expect(page.getByRole("heading", { name: heading })).toBeVisible();
  }
  await walk.visitAt(page, "14:40").click();
  await expect(page.getByText("Эту запись можно изменить только в регистратуре.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Отменить запись" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Перенести" })).toHaveCount(0);
});

test("a ticket of a visit that is there already is printed", async ({ page, open }) => {
  const core = await open();
  await walk.toVisit(page);
  await page.getByRole("button", { name: "Печать талона" }).click();
  await expect(page.getByText(/Талон напечатан/)).toBeVisible();
  expect(core.calls.filter(({ path }) => path === "ticket.print")).toHaveLength(1);
});

test("home and back do nothing while a cancel is under way", async ({ page, open }) => {
  const core = await open((world) => {
    world.bookingTakes = 60_000;
  });
  await walk.cancel(page);
  await expect(page.getByText("Отменяем запись…")).toBeVisible();
  await expect(page.getByRole("button")).toHaveCount(0);
  expect(core.calls.filter(({ path }) => path === "session.end")).toEqual([]);
});

test("the screen of a booked visit says that it was seen, once it is painted", async ({ page, open }) => {
  const core = await open();
  await walk.toPhone(page);
  expect(core.calls.filter(({ path }) => path === "booking.shown")).toEqual([]);
  await page.getByRole("button", { name: "Я не хочу указывать телефон" }).click();
  await expect(page.getByRole("heading", { name: "Вы записаны на приём!" })).toBeVisible();
  await expect.poll(() => core.calls.filter(({ path }) => path === "booking.shown").length).toBe(1);
});

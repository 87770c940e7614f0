import * as walk from "./walk.ts";
import { expect, test } from "./with-kiosk.ts";

test("a visit is cancelled only after a question, and the core hears that this was seen", async ({
  page,
  open,
}) => {
  const core = await open();
  await walk.toVisit(page);
  await page.getByRole("button", { name: "Отменить запись" }).click();
  await page.getByRole("button", { name: "Оставить запись" }).click();
  expect(core.calls.filter(({ path }) => path === "booking.cancel")).toEqual([]);
  await page.getByRole("button", { name: "Отменить запись" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Отменить запись" }).click();
  await expect(page.getByRole("heading", { name: "Запись отменена" })).toBeVisible();
  await expect.poll(() => core.calls.filter(({ path }) => path === "booking.shown").length).toBe(1);
  await page.getByRole("button", { name: "Мои записи" }).click();
  await expect(walk.visitAt(page, "10:00")).toBeVisible();
  await expect(walk.visitAt(page, "09:15")).toHaveCount(0);
});

test("a list that failed keeps its words and its key under the finger while another try is made", async ({
  page,
  open,
}) => {
  const core = await open((world) => {
    world.faults["booking.list"] = [
      { code: "CENTRAL_AWAY", data: {} },
      { code: "CENTRAL_AWAY", data: {} },
    ];
  });
  await walk.toVisits(page);
  const again = page.getByRole("button", { name: "Попробовать ещё раз" });
  await again.focus();
  await again.press("Enter");
  await expect.poll(() => core.calls.filter(({ path }) => path === "booking.list").length).toBe(2);
  await expect(again).toBeFocused();
  await again.press("Enter");
  await expect(walk.visitAt(page, "09:15")).toBeVisible();
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

test("a visit that is the only one opens at once; a time on its screen moves it, and from there one comes back to it", async ({
  page,
  open,
}) => {
  const core = await open((world) => {
    world.visits = world.visits.slice(0, 1);
    // The clinic's nearest times are other doctors'.
    world.offers = world.offers.slice(1);
  });
  await walk.signInForVisits(page);
  const visit = page.getByRole("heading", { name: /понедельник, 23 ноября, 09:15/i });
  await expect(visit).toBeVisible();
  await page.getByRole("button", { name: /^Перенести: .*12:30/ }).click();
  await expect(page.getByRole("heading", { name: "Перенести запись?" })).toBeVisible();
  await page.getByRole("button", { name: "Назад" }).click();
  await expect(visit).toBeVisible();
  await page.getByRole("button", { name: /^Перенести: .*12:30/ }).click();
  await page.getByRole("button", { name: "Перенести" }).click();
  await expect(page.getByRole("heading", { name: "Запись перенесена!" })).toBeVisible();
  expect(core.calls.filter(({ path }) => path === "booking.move").map(({ input }) => input)).toMatchObject([
    { visitId: "visit-1", slotId: "opening-1-20-12" },
  ]);
  await page.getByRole("button", { name: "Мои записи" }).click();
  await expect(page.getByRole("button", { name: "Отменить запись" })).toBeVisible();
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

test("back from the move leads to the visit, and a visit that only reception can change has no such keys", async ({
  page,
  open,
}) => {
  await open();
  await walk.toMove(page);
  for (const heading of ["Выберите время", "Выберите дату", "Выберите врача", /понедельник, 23 ноября/i]) {
    await page.getByRole("button", { name: "Назад" }).click();
    await expect(page.getByRole("heading", { name: heading })).toBeVisible();
  }
  await page.getByRole("button", { name: "Назад" }).click();
  await walk.visitAt(page, "14:40").click();
  await expect(page.getByText("Эту запись можно изменить только в регистратуре.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Отменить запись" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /Перенести|Другой день/ })).toHaveCount(0);
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

test("the list prints a visit's ticket in one touch", async ({ page, open }) => {
  const core = await open();
  await walk.toVisits(page);
  await page.getByRole("button", { name: "Талон: понедельник, 23 ноября, 09:15" }).click();
  await expect(page.getByText(/Талон напечатан/)).toBeVisible();
  expect(core.calls.filter(({ path }) => path === "ticket.print").map(({ input }) => input)).toEqual([
    { visitId: "visit-1", language: "ru" },
  ]);
});

test("visits open by an old policy's series and number", async ({ page, open }) => {
  const core = await open();
  await page.getByRole("button", { name: "Мои записи" }).click();
  await page.getByRole("radio", { name: "Старый полис с серией" }).click();
  await walk.typeKeys(page, "4001");
  await page.getByRole("textbox", { name: "Номер полиса" }).click();
  await walk.typeKeys(page, "052617");
  await page.getByRole("textbox", { name: "Дата рождения" }).click();
  await walk.typeKeys(page, "14051979");
  await page.getByRole("button", { name: "Войти" }).click();
  await expect(walk.visitAt(page, "09:15")).toBeVisible();
  expect(core.calls.find(({ path }) => path === "session.signIn")?.input).toMatchObject({
    policy: { kind: "old", series: "4001", number: "052617" },
  });
});

test.describe("a clinic asks to be told a day before", () => {
  for (const [date, words, not] of [
    ["2026-11-21", /Приём уже скоро/, /сможет занять другой пациент/],
    ["2026-11-23", /сможет занять другой пациент/, /Приём уже скоро/],
  ] as const) {
    test(`a visit of ${date} is cancelled all the same`, async ({ page, open }) => {
      const core = await open((world) => {
        world.visits = world.visits.slice(0, 1).map((visit) => ({ ...visit, date }));
      });
      await walk.signInForVisits(page);
      await expect(page.getByText(/лучше не позднее чем за сутки/)).toBeVisible();
      await page.getByRole("button", { name: "Отменить запись" }).click();
      await expect(page.getByRole("dialog")).toContainText(words);
      await expect(page.getByRole("dialog")).not.toContainText(not);
      await page.getByRole("dialog").getByRole("button", { name: "Отменить запись" }).click();
      await expect(page.getByRole("heading", { name: "Запись отменена" })).toBeVisible();
      expect(core.calls.filter(({ path }) => path === "booking.cancel")).toHaveLength(1);
    });
  }
});

test("a clinic that moves no visits: its visit's screen says what to do instead, and so does the help", async ({
  page,
  open,
}) => {
  await open((world) => {
    world.visits = world.visits.slice(0, 1).map((one) => ({ ...one, change: "cancelOnly", place: null }));
    world.info.lacks = ["moves", "undoneMoves"];
  });
  await walk.signInForVisits(page);
  const instead = page.getByText("отмените её и запишитесь на другое время");
  await expect(instead).toBeVisible();
  await expect(page.getByRole("button", { name: "Отменить запись" })).toBeVisible();
  await expect(page.getByRole("button", { name: /Перенести/ })).toHaveCount(0);
  await page.getByRole("button", { name: "Помощь" }).click();
  const points = page.getByRole("list", { name: "Как отменить или перенести запись" });
  await expect(points.getByText("отмените её и запишитесь на другое время")).toBeVisible();
});

test("a move of which nobody heard sends to reception where it isn't moved back", async ({ page, open }) => {
  await open((world) => {
    world.faults["booking.move"] = [{ code: "CHANGE_UNKNOWN", data: { key: "k" } }];
    world.info.lacks = ["undoneMoves"];
  });
  await walk.toMove(page);
  await page.getByRole("button", { name: "Перенести" }).click();
  await expect(page.getByText("На какое время вы записаны, подскажут в регистратуре")).toBeVisible();
  await expect(page.getByText("Приходите в прежнее время")).toHaveCount(0);
});

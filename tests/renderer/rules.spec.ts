import * as walk from "./walk.ts";
import * as account from "./walk-account.ts";
import { expect, test } from "./with-kiosk.ts";

test("a closed service says why and is not chosen", async ({ page, open }) => {
  const core = await open((world) => {
    world.services = world.services.map((service, n) =>
      n === 0 ? { ...service, closed: { rule: "tooYoung", age: 18 } } : service,
    );
  });
  await walk.toService(page);
  const fold = page.getByRole("button", { name: /^Ещё 2, сейчас не записаться.*с 18 лет/ });
  await walk.turnTo(page, fold);
  await fold.click();
  // What is unfolded comes after all that can be booked.
  const closed = page.getByRole("button", { name: /^Стоматолог\s*первый раз/ });
  await walk.turnTo(page, closed);
  await closed.click();
  await expect(page.getByRole("dialog", { name: "Здесь принимают с 18 лет" })).toBeVisible();
  await page.getByRole("button", { name: "Другая услуга" }).click();
  await expect(page.getByRole("heading", { name: "К какому врачу записать?" })).toBeVisible();
  expect(core.calls.filter(({ path }) => path === "catalog.doctors")).toEqual([]);
});

test("a visit that stands in the way is told, and leads to the patient's visits", async ({ page, open }) => {
  await open((world) => {
    const visit = {
      date: "2026-11-23",
      time: "09:15",
      service: { code: "", name: "Осмотр" },
      doctor: "Захарова С. С.",
    };
    world.faults["booking.book"] = [
      { code: "RULE_BROKEN", data: { broken: { rule: "sameSpecialist", visit } } },
    ];
  });
  await walk.book(page);
  await expect(page.getByText("понедельник, 23 ноября, 09:15")).toBeVisible();
  await page.getByRole("button", { name: "Мои записи" }).click();
  await expect(page.getByRole("heading", { name: "Мои записи" })).toBeVisible();
});

test("another time is chosen after an overlap, and the booking goes on from there", async ({
  page,
  open,
}) => {
  const core = await open((world) => {
    const visit = {
      date: "2026-11-23",
      time: "08:45",
      service: { code: "", name: "Осмотр" },
      doctor: "Захарова С. С.",
    };
    world.faults["booking.book"] = [{ code: "RULE_BROKEN", data: { broken: { rule: "overlap", visit } } }];
  });
  await walk.book(page);
  await page.getByRole("button", { name: "Другое время" }).click();
  await page.getByRole("button", { name: /09:15/ }).click();
  await page.getByRole("button", { name: "Я не хочу указывать телефон" }).click();
  await expect(page.getByRole("heading", { name: "Вы записаны на приём!" })).toBeVisible();
  expect(core.calls.filter(({ path }) => path === "booking.book")).toHaveLength(2);
});

test("planned visits only is said before a service is chosen, with the numbers for emergencies", async ({
  page,
  open,
}) => {
  await open();
  await walk.toService(page);
  await expect(page.getByText(/103 или 112/)).toBeVisible();
});

test("what stands in a child's way leads to the child's visits, not to one's own", async ({ page, open }) => {
  const core = await open((world) => {
    account.withCards(world);
    const visit = {
      date: "2026-11-23",
      time: "09:15",
      service: { code: "", name: "Осмотр" },
      doctor: "Захарова С. С.",
    };
    world.faults["booking.check"] = [
      { code: "RULE_BROKEN", data: { broken: { rule: "sameSpecialist", visit } } },
    ];
  });
  await account.toForWhom(page);
  await page.getByRole("button", { name: /^Петрова Анна/ }).click();
  await walk.fromClinicToTime(page);
  await page.getByRole("button", { name: "Мои записи" }).click();
  await expect(page.getByRole("heading", { name: "Петрова Анна Ивановна" })).toBeVisible();
  await expect(walk.visitAt(page, "09:15")).toBeVisible();
  expect(core.calls.filter(({ path }) => path === "booking.list")).toEqual([]);
});

import { enterPin, holdName, toPad, toStaffHome } from "./walk-staff.ts";
import { expect, test } from "./with-kiosk.ts";

const pad = "Вход для сотрудников";

test("the pad opens after three seconds on the clinic's name, not before, and not for a finger that slid off", async ({
  page,
  open,
}) => {
  await page.clock.install();
  await open();
  await holdName(page);
  await page.clock.runFor(2_900);
  await page.mouse.up();
  await page.clock.runFor(5_000);
  await expect(page.getByRole("heading", { name: pad })).toBeHidden();

  await holdName(page);
  await page.mouse.move(10, 900);
  await page.clock.runFor(5_000);
  await page.mouse.up();
  await expect(page.getByRole("heading", { name: pad })).toBeHidden();

  await holdName(page);
  await page.clock.runFor(3_100);
  await expect(page.getByRole("heading", { name: pad })).toBeVisible();
  await page.mouse.up();
  // Nobody types: it gives way to the patients.
  await page.clock.runFor(31_000);
  await expect(page.getByRole("button", { name: /Записаться к врачу/ })).toBeVisible();
});

test("a PIN is never on the screen, and goes to the core whole", async ({ page, open }) => {
  const core = await open();
  await toPad(page);
  await page.keyboard.type("4829");
  await expect(page.getByRole("textbox", { name: "PIN-код" })).toContainText("••••");
  await expect(page.getByRole("textbox", { name: "PIN-код" })).not.toContainText(/\d/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: /^Здравствуйте, Анна/ })).toBeVisible();
  const signIn = core.calls.find(({ path }) => path === "staff.session.signIn");
  expect(signIn?.input).toEqual({ by: "pin", pin: "4829" });
});

test("a refused PIN is told, and the next one can be typed", async ({ page, open }) => {
  await open((world) => {
    world.faults["staff.session.signIn"] = [{ code: "STAFF_UNKNOWN", data: {} }];
  });
  await toPad(page);
  await enterPin(page, "1357");
  await page.getByRole("button", { name: "Понятно" }).click();
  await enterPin(page);
  await expect(page.getByRole("heading", { name: /^Здравствуйте, Анна/ })).toBeVisible();
});

test("a staff card opens the screens from the first one, also under service", async ({ page, open }) => {
  const core = await open((world) => {
    world.info.service = "closed";
  });
  await expect(page.getByRole("heading", { name: "Инфомат на обслуживании" })).toBeVisible();
  core.push({ type: "scanner", scan: { kind: "staff", pass: "pass-1" } });
  await expect(page.getByRole("heading", { name: /^Здравствуйте, Анна/ })).toBeVisible();
  expect(core.calls.find(({ path }) => path === "staff.session.signIn")?.input).toEqual({
    by: "card",
    pass: "pass-1",
  });
});

test("one key locks, and nothing of staff stays", async ({ page, open }) => {
  const core = await open();
  await toStaffHome(page);
  await page.keyboard.press("Home");
  await expect(page.getByRole("button", { name: /Записаться к врачу/ })).toBeVisible();
  await expect(page.getByText("Анна")).toHaveCount(0);
  await expect.poll(() => core.calls.filter(({ path }) => path === "staff.session.lock")).toHaveLength(1);
});

test("the core locks: the screens are gone at once", async ({ page, open }) => {
  const core = await open();
  await toStaffHome(page);
  core.push({ type: "staff", handle: null });
  await expect(page.getByRole("button", { name: /Записаться к врачу/ })).toBeVisible();
  await expect(page.getByText("Анна")).toHaveCount(0);
});

test("touches keep the session, and a late word of a former one ends nothing", async ({ page, open }) => {
  const core = await open();
  await toStaffHome(page);
  core.push({ type: "staff", handle: "staff-handle" });
  await page.getByRole("heading", { level: 1 }).click();
  await expect.poll(() => core.calls.some(({ path }) => path === "staff.session.stay")).toBe(true);
  await expect(page.getByRole("heading", { name: /^Здравствуйте, Анна/ })).toBeVisible();
});

test("a patient who has signed in is not disturbed by a finger on the name", async ({ page, open }) => {
  await open();
  await page.getByRole("button", { name: "Записаться к врачу" }).click();
  await page.clock.install();
  await holdName(page);
  await page.clock.runFor(4_000);
  await page.mouse.up();
  await expect(page.getByRole("heading", { name: pad })).toBeHidden();
});

import * as walk from "./walk.ts";
import { expect, test } from "./with-kiosk.ts";
import { now } from "./world-lists.ts";

test("a time that is taken by someone repaints in place", async ({ page, open }) => {
  const core = await open();
  await walk.toTime(page);
  const cell = page.getByRole("listitem").filter({ hasText: "08:45" });
  await expect(cell.getByRole("button")).toBeVisible();
  core.world.times = core.world.times.map((time) =>
    time.time === "08:45" ? { ...time, state: "taken" } : time,
  );
  core.push({ type: "schedule", scheduleId: "schedule-3" });
  await expect(cell).toContainText("занято");
  await expect(cell.getByRole("button")).toHaveCount(0);
});

test("another doctor's change asks for nothing", async ({ page, open }) => {
  const core = await open();
  await walk.toTime(page);
  await expect(page.getByRole("listitem").filter({ hasText: "08:45" })).toBeVisible();
  const asked = () => core.calls.filter(({ path }) => path === "schedule.times").length;
  const before = asked();
  core.push({ type: "schedule", scheduleId: "schedule-9" });
  core.push({ type: "central", central: { state: "stale", since: now } });
  await expect(page.getByText(/расписание на 10:24/)).toBeVisible();
  expect(asked()).toBe(before);
});

test("a first load shows how far it is and opens booking when it is through", async ({ page, open }) => {
  const core = await open((world) => {
    world.info.central = {
      state: "never",
      reachable: true,
      progress: { stage: "slots", done: 120, total: 540 },
    };
  });
  await expect(page.getByText("120 из 540")).toBeVisible();
  await expect(page.getByRole("button", { name: /Записаться к врачу/ })).toBeDisabled();
  core.push({
    type: "central",
    central: { state: "never", reachable: true, progress: { stage: "slots", done: 400, total: 540 } },
  });
  await expect(page.getByText("400 из 540")).toBeVisible();
  core.push({ type: "central", central: { state: "online", freshAt: now } });
  await expect(page.getByRole("button", { name: /Записаться к врачу/ })).toBeEnabled();
});

test("slow lists show their shape first", async ({ page, open }) => {
  await open((world) => {
    world.listsTake = 1_000;
  });
  await walk.signIn(page);
  await expect(page.getByRole("status")).toHaveText("Загружаем список…");
  await expect(page.getByText("вы прикреплены")).toBeVisible();
  await expect(page.getByText("Загружаем список…")).toHaveCount(0);
});

test("«Вы ещё здесь?» counts down, and «Да, я здесь» keeps the step", async ({ page, open }) => {
  const core = await open();
  await walk.toTime(page);
  walk.expire(core);
  const dialog = page.getByRole("dialog", { name: "Вы ещё здесь?" });
  await expect(dialog.getByRole("timer")).toBeVisible();
  await dialog.getByRole("button", { name: "Да, я здесь" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Выберите время" })).toBeVisible();
});

test("an ended session shows the first screen in Russian, with a word to whom it may concern", async ({
  page,
  open,
}) => {
  const core = await open();
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("button", { name: "Book a doctor" }).click();
  await expect(page.getByRole("heading", { name: "Type your OMS policy number" })).toBeVisible();
  core.push({ type: "session", session: { state: "none", endedBy: "idle" } });
  await expect(page.getByText(/Вас долго не было/)).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "ru");
});

test("the end of the session before does not end the one that has just begun", async ({ page, open }) => {
  const core = await open();
  await walk.signIn(page);
  const current = core.session();
  core.push({ type: "session", session: { state: "none", endedBy: "home" } });
  core.push({ type: "session", session: current });
  core.push({ type: "central", central: { state: "stale", since: now } });
  await expect(page.getByText(/расписание на 10:24/)).toBeVisible();
  await expect(page.getByRole("heading", { name: "Выберите клинику" })).toBeVisible();
});

test("a list that is on its way for a patient who leaves is given up, and not asked again", async ({
  page,
  open,
}) => {
  const core = await open((world) => {
    world.listsTake = 5_000;
  });
  await walk.signIn(page);
  await expect(page.getByText("Загружаем список…")).toBeVisible();
  const lists = () => core.calls.filter(({ path }) => path === "catalog.organizations").length;
  const before = lists();
  const givenUp = page.waitForEvent("requestfailed", (request) =>
    request.url().endsWith("/rpc/catalog/organizations"),
  );
  core.push({ type: "session", session: { state: "none", endedBy: "idle" } });
  expect((await givenUp).failure()?.errorText).toBe("net::ERR_ABORTED");
  await expect(page.getByText(/Вас долго не было/)).toBeVisible();
  core.push({ type: "catalog" });
  core.push({ type: "central", central: { state: "stale", since: now } });
  await expect.poll(() => core.calls.filter(({ path }) => path === "kiosk.info").length).toBeGreaterThan(2);
  await expect(page.getByText("Что-то сломалось")).toHaveCount(0);
  expect(lists()).toBe(before);
});

test("a page that is started anew goes on with the patient who is signed in", async ({ page, open }) => {
  await open();
  await walk.signIn(page);
  const place = await page.locator(".step-place").textContent();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Выберите клинику" })).toBeVisible();
  await expect(page.locator(".step-place")).toHaveText(place ?? "");
  await expect(page.getByText("И. И. Петров")).toBeVisible();
});

test("a bug is told to the core and the screens start again", async ({ page, open }) => {
  await page.clock.install();
  const core = await open();
  await walk.signIn(page);
  await page.evaluate(() => {
    void Promise.reject(new RangeError("made by a test"));
  });
  await expect(page.getByRole("heading", { name: "Что-то сломалось" })).toBeVisible();
  await expect
    .poll(() => core.calls.find(({ path }) => path === "kiosk.pageFault")?.input)
    .toMatchObject({
      message: "RangeError: made by a test",
    });
  await page.clock.runFor(6_000);
  await expect(page.getByRole("heading", { name: "Выберите клинику" })).toBeVisible();
});

test("the heartbeat goes on", async ({ page, open }) => {
  await page.clock.install();
  const core = await open();
  await expect(page.getByRole("button", { name: "Записаться к врачу" })).toBeVisible();
  const beats = (): number => core.calls.filter(({ path }) => path === "kiosk.beat").length;
  for (let seconds = 1; seconds <= 5; seconds++) {
    const before = beats();
    await page.clock.runFor(1_000);
    await expect.poll(beats).toBeGreaterThan(before);
  }
});

test("the demo panel shows who can sign in, and its switches reach the core", async ({ page, open }) => {
  const core = await open();
  await page.getByRole("button", { name: "Демо", exact: true }).click();
  await expect(page.getByText("4056 4108 4200 1238")).toBeVisible();
  await page.getByRole("switch", { name: "кончилась бумага" }).click();
  await expect(page.getByRole("switch", { name: "кончилась бумага" })).toBeChecked();
  await expect
    .poll(() => core.calls.find(({ path }) => path === "demo.set")?.input)
    .toEqual({ paperOut: true });
});

test("without demo mode there is no demo panel", async ({ page, open }) => {
  await open((world) => {
    world.info.demo = false;
  });
  await expect(page.getByRole("button", { name: "Записаться к врачу" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Демо", exact: true })).toHaveCount(0);
});

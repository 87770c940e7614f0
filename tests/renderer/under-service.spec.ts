import * as walk from "./walk.ts";
import { expect, test } from "./with-kiosk.ts";
import { now } from "./world-lists.ts";

const face = "Инфомат на обслуживании";

test("the face of a kiosk under service comes when the session ends, not before", async ({ page, open }) => {
  const core = await open();
  await walk.toTime(page);
  core.push({ type: "service", service: "closed" });
  await expect(page.getByRole("heading", { name: "Выберите время" })).toBeVisible();
  await page.getByRole("button", { name: "В начало" }).click();
  await page.getByRole("button", { name: "Выйти" }).click();
  await expect(page.getByRole("heading", { name: face })).toBeVisible();
  await expect(page.getByText(/8-800-200-56-03/).first()).toBeVisible();
  await expect(page.getByRole("button")).toHaveCount(0);
});

test("it opens again by itself", async ({ page, open }) => {
  const core = await open((world) => {
    world.info.service = "closed";
  });
  await expect(page.getByRole("heading", { name: face })).toBeVisible();
  core.push({ type: "service", service: "open" });
  await expect(page.getByRole("button", { name: /Записаться к врачу/ })).toBeVisible();
});

test("a policy held to the scanner opens nothing meanwhile", async ({ page, open }) => {
  const core = await open((world) => {
    world.info.service = "closed";
  });
  await expect(page.getByRole("heading", { name: face })).toBeVisible();
  core.push({ type: "scanner", scan: { kind: "policy", number: walk.policy, birthDate: "1985-03-07" } });
  // What follows the scan on the same stream shows that the scan was heard.
  core.push({ type: "central", central: { state: "stale", since: now } });
  await expect(page.getByRole("heading", { name: face })).toBeVisible();
  expect(core.calls.some(({ path }) => path === "session.start")).toBe(false);
});

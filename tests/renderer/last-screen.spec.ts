import type { Page } from "@playwright/test";
import * as walk from "./walk.ts";
import { expect, test } from "./with-kiosk.ts";

const stays = (page: Page) => page.getByRole("heading", { name: "Вы записаны на приём!" });
const first = (page: Page) => page.getByRole("button", { name: "Записаться к врачу" });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

test("unprinted it stays a minute, and «Продлить» gives the time back", async ({ page, open }) => {
  await page.clock.install();
  const core = await open();
  await walk.toDone(page);
  await page.clock.runFor(55_000);
  await expect(page.getByText(/Экран закроется через [45] секунд/)).toBeVisible();
  await press(page, "Продлить");
  await page.clock.runFor(55_000);
  await expect(stays(page)).toBeVisible();
  await page.clock.runFor(7_000);
  await expect(first(page)).toBeVisible();
  await expect
    .poll(() => core.calls.filter(({ path }) => path === "session.end").map(({ input }) => input))
    .toEqual([{ reason: "finished" }]);
});

test("while it stays the session is told that somebody reads", async ({ page, open }) => {
  await page.clock.install();
  const core = await open();
  await walk.toDone(page);
  const told = () => core.calls.filter(({ path }) => path === "session.stay").length;
  const before = told();
  await page.clock.runFor(50_000);
  await expect.poll(told).toBeGreaterThanOrEqual(before + 3);
});

test("once the ticket is out it leaves after twenty seconds, and «Готово» leads", async ({ page, open }) => {
  await page.clock.install();
  await open();
  await walk.toDone(page);
  await expect(page.getByRole("button", { name: "Печать талона" })).toHaveClass(/primary/);
  await press(page, "Печать талона");
  await expect(page.getByText(/Талон напечатан/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Готово" })).toHaveClass(/primary/);
  await expect(page.getByRole("button", { name: "Напечатать ещё раз" })).not.toHaveClass(/primary/);
  await page.clock.runFor(15_000);
  await expect(stays(page)).toBeVisible();
  await page.clock.runFor(7_000);
  await expect(first(page)).toBeVisible();
});

test("it never leaves while the ticket comes out", async ({ page, open }) => {
  await page.clock.install();
  const core = await open((world) => {
    world.printingTakes = 3_600_000;
  });
  await walk.toDone(page);
  await press(page, "Печать талона");
  await expect(page.getByText("Печатаем талон…")).toBeVisible();
  await page.clock.runFor(200_000);
  await expect(stays(page)).toBeVisible();
  await expect(page.getByRole("button", { name: "Готово" })).toBeDisabled();
  expect(core.calls.some(({ path }) => path === "session.end")).toBe(false);
});

test.describe("a kiosk that prints by itself", () => {
  test("prints when the visit is booked, once, whatever language is chosen then", async ({ page, open }) => {
    const core = await open((world) => {
      world.info.ticket = { print: "auto" };
    });
    await walk.toDone(page);
    await expect(page.getByText(/Талон напечатан/)).toBeVisible();
    await expect(page.getByRole("button", { name: "Напечатать ещё раз" })).toBeVisible();
    expect(core.calls.filter(({ path }) => path === "ticket.print")).toHaveLength(1);
  });

  test("says what hinders it, and prints at a touch when the paper is back", async ({ page, open }) => {
    const core = await open((world) => {
      world.info.ticket = { print: "auto" };
      world.info.printer = "paperOut";
    });
    await walk.toDone(page);
    await expect(page.getByText(/В принтере кончилась бумага/)).toBeVisible();
    expect(core.calls.some(({ path }) => path === "ticket.print")).toBe(false);
    core.push({ type: "printer", status: "ready" });
    await press(page, "Печать талона");
    await expect(page.getByText(/Талон напечатан/)).toBeVisible();
  });
});

import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { checkAudit } from "#main/staff/audit/check.ts";
import { dataFilesIn } from "#main/store/data-folder.ts";
import { texts } from "../patient.ts";
import { type RunningKiosk, startKiosk } from "../running-kiosk.ts";
import { hireStaff, lockStaff, openPad, receptionist, signInStaff } from "../staff.ts";

let kiosk: RunningKiosk;
test.beforeAll(async () => {
  kiosk = await startKiosk();
  await hireStaff(kiosk.dataDir);
});
test.afterAll(() => kiosk?.stop());

test("a receptionist signs in by PIN, a wrong one first, locks by a key, and each is in the audit", async ({
  page,
}) => {
  await page.goto(kiosk.url);
  await openPad(page);
  await page.keyboard.type("135790");
  await page.keyboard.press("Enter");
  await expect(page.getByText(texts.staff.errors.unknown.title)).toBeVisible();
  await page.getByRole("button", { name: texts.understood }).click();
  await page.getByRole("button", { name: texts.nav.back, exact: true }).click();
  await signInStaff(page, receptionist);
  await expect(page.getByText(texts.staff.role.receptionist)).toBeVisible();
  await expect(page.getByText(texts.staff.state.online)).toBeVisible();
  await lockStaff(page);
  await expect(page.getByRole("button", { name: new RegExp(texts.welcome.book) })).toBeVisible();
  await expect(page.getByText(receptionist.name)).toHaveCount(0);

  const files = dataFilesIn(kiosk.dataDir);
  const audit = () => checkAudit(files, readFileSync(files.keyFile));
  // The screen locks before the core has heard of it.
  await expect
    .poll(() =>
      audit()
        .records.filter(({ act }) => act.startsWith("session."))
        .map(({ who, act, step, code = "" }) => [who, act, step, code]),
    )
    .toEqual([
      [null, "session.signIn", "failed", "STAFF_UNKNOWN"],
      ["Анна", "session.signIn", "done", ""],
      ["Анна", "session.lock", "done", ""],
    ]);
  expect(audit().faults).toEqual([]);
});

test("a page that is loaded anew has no staff session", async ({ page }) => {
  await page.goto(kiosk.url);
  await signInStaff(page, receptionist);
  await page.reload();
  await expect(page.getByRole("button", { name: new RegExp(texts.welcome.book) })).toBeVisible();
  await expect(page.getByText(receptionist.name)).toHaveCount(0);
});

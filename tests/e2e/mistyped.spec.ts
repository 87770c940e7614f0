import { expect, test } from "@playwright/test";
import { begin, hand, patient, texts } from "./patient.ts";
import { type RunningKiosk, startKiosk } from "./running-kiosk.ts";

let kiosk: RunningKiosk;
test.beforeAll(async () => {
  kiosk = await startKiosk();
});
test.afterAll(() => kiosk.stop());

for (const [what, number, birthDate, text] of [
  ["a policy with a wrong check digit", "4056410842001239", "", texts.faults.POLICY_CHECK_DIGIT],
  ["31 February", patient.number, "31021985", texts.faults.BIRTH_DATE_IMPOSSIBLE],
  ["a birth date in the future", patient.number, "01012999", texts.faults.BIRTH_DATE_FUTURE],
] as const) {
  test(`${what} is told at its field, and nothing is asked of the central API`, async ({ page }) => {
    await page.goto(kiosk.url);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    const touch = hand(page);
    await begin(page, touch);
    await touch.type(number + birthDate);
    await expect(page.getByText(text)).toBeVisible();
    expect(asked.filter((url) => url.includes("signIn"))).toEqual([]);
    await touch.tap(texts.nav.home);
  });
}

test("an unknown patient gets both reasons and what to do, and what was typed stays", async ({ page }) => {
  await page.goto(kiosk.url);
  const touch = hand(page);
  await begin(page, touch);
  await touch.type(`${patient.number}01011950`);
  await touch.tap(texts.signIn.enter);
  await expect(page.getByRole("dialog", { name: texts.errors.PATIENT_NOT_FOUND.policy.title })).toBeVisible();
  await expect(page.getByText(texts.errors.PATIENT_NOT_FOUND.mistyped)).toBeVisible();
  await expect(page.getByText(texts.errors.PATIENT_NOT_FOUND.policy.unknown)).toBeVisible();
  await touch.tap(texts.signIn.check);
  // What is right may have covered itself by now.
  await expect(page.getByRole("textbox", { name: texts.signIn.number.unified })).toContainText(
    /4056\s*(4108|••••)\s*(4200|••••)\s*1238/,
  );
});

import { expect, type Page } from "@playwright/test";
import { addStaff } from "#tests/support/staff.ts";
import { screen, texts } from "./patient.ts";

export const receptionist = { name: "Анна", role: "receptionist", pin: "482915" } as const;
export const technician = { name: "Борис", role: "technician", pin: "730164" } as const;

/** `infomat staff add` for both. */
export const hireStaff = (dataDir: string): Promise<void> => addStaff(dataDir, receptionist, technician);

/**
 * Holds the clinic's name until the PIN pad opens. What comes from a core that has just started can move the name from
 * under the finger, which ends the hold: then it is held again, as a person would.
 */
export async function openPad(page: Page): Promise<void> {
  const name = page.locator("[data-staff-hold]");
  const pad = page.getByRole("heading", { level: 1, name: texts.staff.pin.title });
  await expect(async () => {
    const box = await name.boundingBox();
    if (box === null) throw new Error("the clinic's name has no place");
    await page.mouse.move(box.x + 20, box.y + 10);
    await page.mouse.down();
    try {
      await expect(pad).toBeVisible({ timeout: 10_000 });
    } finally {
      await page.mouse.up();
    }
  }).toPass({ timeout: 90_000 });
}

export async function signInStaff(page: Page, { name, pin }: { name: string; pin: string }): Promise<void> {
  await openPad(page);
  await page.keyboard.type(pin);
  await page.keyboard.press("Enter");
  await screen(page, texts.staff.home.title.replace("{{name}}", name));
}

export const lockStaff = (page: Page): Promise<void> =>
  page.getByRole("button", { name: texts.staff.lock, exact: true }).click();

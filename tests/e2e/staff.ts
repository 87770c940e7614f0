import { expect, type Page } from "@playwright/test";
import { addStaff } from "#tests/support/staff.ts";
import { screen, texts } from "./patient.ts";

export const receptionist = { name: "Анна", role: "receptionist", pin: "482915" } as const;
export const technician = { name: "Борис", role: "technician", pin: "730164" } as const;

/** `infomat staff add` for both. */
export const hireStaff = (dataDir: string): Promise<void> => addStaff(dataDir, receptionist, technician);

/** Holds the clinic's name until the PIN pad opens. */
export async function openPad(page: Page): Promise<void> {
  const name = page.locator("[data-staff-hold]");
  await expect(name).toBeVisible();
  const box = await name.boundingBox();
  if (box === null) throw new Error("the clinic's name has no place");
  await page.mouse.move(box.x + 20, box.y + 10);
  await page.mouse.down();
  await screen(page, texts.staff.pin.title);
  await page.mouse.up();
}

export async function signInStaff(page: Page, { name, pin }: { name: string; pin: string }): Promise<void> {
  await openPad(page);
  await page.keyboard.type(pin);
  await page.keyboard.press("Enter");
  await screen(page, texts.staff.home.title.replace("{{name}}", name));
}

export const lockStaff = (page: Page): Promise<void> =>
  page.getByRole("button", { name: texts.staff.lock, exact: true }).click();

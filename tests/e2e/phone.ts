import { test as base, type Page } from "@playwright/test";
import phoneTexts from "#assets/demo/phone-page.json" with { type: "json" };

/** A patient's own phone: a page of its own, which knows of the kiosk only what its screen shows. */
export type Phone = {
  /** Opens what the screen shows, and types its code. */
  openCode(kiosk: Page): Promise<void>;
  /** Says that it is the kiosk that one stands at. */
  confirm(): Promise<void>;
  refuse(): Promise<void>;
  /** Signs in as one of the demo's people, in the place of a password. */
  signInAs(name: string): Promise<void>;
  /** All that is asked: code, kiosk, person. */
  signsIn(kiosk: Page, name: string): Promise<void>;
};

export { phoneTexts };

/**
 * Tests with a phone: a window of its own, which shares nothing with the kiosk's. A tab behind another is drawn once a
 * second, and each press of the kiosk's page would wait for that.
 */
export const test = base.extend<{ phonePage: Page }>({
  phonePage: async ({ browser }, use) => {
    const context = await browser.newContext();
    await use(await context.newPage());
    await context.close();
  },
});

export function phoneOf(page: Page): Phone {
  const press = (name: string) => page.getByRole("button", { name }).click();
  const phone: Phone = {
    async openCode(kiosk) {
      const code = kiosk.getByRole("region", { name: "Код для телефона" });
      const address = await code.locator(".phone-address").textContent();
      await page.goto(`http://${address}`);
      await page.getByRole("textbox").fill((await code.locator(".phone-digits").textContent()) ?? "");
      await press(phoneTexts.enter);
      await page.getByRole("heading", { name: phoneTexts.confirmTitle }).waitFor();
    },
    confirm: () => press(phoneTexts.confirm),
    refuse: () => press(phoneTexts.refuse),
    signInAs: (name) => press(name),
    async signsIn(kiosk, name) {
      await phone.openCode(kiosk);
      await phone.confirm();
      await phone.signInAs(name);
      await page.getByRole("heading", { name: phoneTexts.doneTitle }).waitFor();
    },
  };
  return phone;
}

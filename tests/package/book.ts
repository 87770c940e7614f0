import { existsSync, readFileSync } from "node:fs";
import { chromium } from "@playwright/test";
import { wholeBrowser } from "#tests/support/chromium.ts";
import { chooseTime, hand, patient, screen, signIn, texts } from "../e2e/patient.ts";
import { type Running, until } from "./kiosk.ts";

/** Books as the first patient on the screens of a kiosk without a window, and waits until the ticket has come out. */
export async function bookOnTheScreens(kiosk: Running, tray: string): Promise<void> {
  await until(kiosk.said, () => /Infomat is ready: \S+/.test(kiosk.said()));
  const [, address = ""] = /Infomat is ready: (\S+)/.exec(kiosk.said()) ?? [];
  const browser = await chromium.launch(wholeBrowser);
  try {
    const page = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
    page.setDefaultTimeout(120_000);
    await page.goto(address);
    const touch = hand(page);
    await signIn(page, touch);
    const time = await chooseTime(page, touch);
    await touch.tap(texts.consent.withoutPhone);
    await screen(page, texts.done.title);
    await touch.tap(texts.done.print);
    const out = (): string => (existsSync(tray) ? readFileSync(tray, "utf8") : "");
    await until(
      () => `a ticket in ${tray} (${out().length} letters)`,
      () => out().length > 10,
    );
    if (!patient.number || !time) throw new Error("nobody chose a time");
  } finally {
    await browser.close();
  }
}

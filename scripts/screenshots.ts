import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createCanvas, loadImage } from "@napi-rs/canvas";
import { chromium, type Page } from "@playwright/test";
import { findBrowser } from "#main/shell/chromium/index.ts";
import { begin, chooseTime, hand, patient, screen, texts } from "#tests/e2e/patient.ts";
import { startKiosk } from "#tests/e2e/running-kiosk.ts";
import { root } from "./run.ts";

/** Makes the README's picture: the way from the first screen to the ticket, walked in a real browser. */
const size = { width: 1080, height: 1920 };
const scale = 0.3;
const gap = 24;

async function walk(page: Page, url: string): Promise<Buffer[]> {
  const pictures: Buffer[] = [];
  const picture = async (): Promise<void> => {
    // Fonts and pictures have come, and what slides in has arrived.
    await page.evaluate("document.fonts.ready.then(() => undefined)");
    await page.evaluate(
      "Promise.allSettled(document.getAnimations().map((one) => one.finished)).then(() => undefined)",
    );
    pictures.push(await page.screenshot());
  };
  const touch = hand(page);
  await page.goto(url);
  await page.getByRole("button", { name: new RegExp(texts.welcome.book), disabled: false }).waitFor();
  await picture();
  await begin(page, touch);
  await screen(page, texts.signIn.title);
  await touch.type(patient.number + patient.birthDate);
  await picture();
  await touch.tap(texts.signIn.enter);
  const steps = [texts.organization.title, texts.branch.title];
  for (const title of steps) {
    await screen(page, title);
    await page.getByRole("main").getByRole("button").first().click();
  }
  await chooseTime(page, touch, picture);
  await touch.tap(texts.consent.yes);
  await screen(page, texts.phone.title);
  await touch.tap(texts.phone.none);
  await screen(page, texts.done.title);
  await page.getByRole("img", { name: /№/ }).waitFor();
  await picture();
  return pictures;
}

async function strip(pictures: readonly Buffer[]): Promise<Buffer> {
  const [width, height] = [size.width * scale, size.height * scale];
  const canvas = createCanvas(pictures.length * (width + gap) + gap, height + 2 * gap);
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.fillStyle = "#c9d3e0";
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const [index, picture] of pictures.entries()) {
    context.drawImage(await loadImage(picture), gap + index * (width + gap), gap, width, height);
  }
  return canvas.toBuffer("image/png");
}

const kiosk = await startKiosk(["--size", "clinic"]);
const executablePath = findBrowser();
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: [
    "--disable-gpu",
    "--disable-background-networking",
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  ],
});
try {
  const page = await browser.newPage({ viewport: size, locale: "ru-RU", reducedMotion: "reduce" });
  const folder = join(root, "docs/screenshots");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "flow.png");
  writeFileSync(file, await strip(await walk(page, kiosk.url)));
  process.stdout.write(`${file}\n`);
} finally {
  await browser.close();
  await kiosk.stop();
}

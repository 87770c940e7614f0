import { chromium, type Page } from "@playwright/test";
import { hand, screen, signIn, texts } from "#tests/e2e/patient.ts";
import { startKiosk } from "#tests/e2e/running-kiosk.ts";
import { wholeBrowser } from "#tests/support/chromium.ts";

/**
 * A region of more than 200,000 slots: how long the first load takes, as the welcome screen shows it, and how
 * long it takes from the touch on a doctor until the grid of days is painted. Run on an otherwise idle machine.
 */
const rounds = 40;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** What the welcome screen says of the load, each text once, until booking opens. Answers with the ms it took. */
async function watchFirstLoad(page: Page): Promise<number> {
  const begun = performance.now();
  const load = page.locator(".first-load");
  const book = page.getByRole("button", { name: new RegExp(texts.welcome.book), disabled: false });
  let shown = "";
  while (!(await book.isVisible())) {
    const text = (await load.count()) > 0 ? (await load.innerText()).replaceAll("\n", " · ") : "";
    if (text !== shown && text !== "") say(`  ${Math.round(performance.now() - begun)} ms: ${text}`);
    shown = text;
    await page.waitForTimeout(500);
  }
  return performance.now() - begun;
}

/** From the touch on a row of the list until a day of the grid has been painted, ms; then back to the list. */
async function openGrid(page: Page, row: RegExp, list: string): Promise<number> {
  const took = await page
    .getByRole("main")
    .getByRole("button")
    .filter({ hasText: row })
    .first()
    .evaluate(
      (button, title) =>
        new Promise<number>((resolve) => {
          const touched = performance.now();
          const look = (): void => {
            const there = document.querySelector("h1")?.textContent === title;
            const days = document.querySelectorAll("main button").length;
            requestAnimationFrame(there && days > 7 ? () => resolve(performance.now() - touched) : look);
          };
          (button as HTMLElement).click();
          look();
        }),
      texts.date.title,
    );
  await page.getByRole("button", { name: texts.nav.back, exact: true }).click();
  await screen(page, list);
  return took;
}

const begun = performance.now();
const kiosk = await startKiosk(["--size", "region"]);
say(`ready (region seeded, first screen served): ${Math.round(performance.now() - begun)} ms`);
const browser = await chromium.launch(wholeBrowser);
try {
  const page = await browser.newPage({ viewport: { width: 1080, height: 1920 }, locale: "ru-RU" });
  await page.goto(kiosk.url);
  say(`first load, as shown: ${Math.round(await watchFirstLoad(page))} ms`);

  const touch = hand(page);
  await signIn(page, touch);
  await touch.choose(new RegExp(texts.here.otherClinic));
  for (const title of [texts.organization.title, texts.branch.title]) {
    await screen(page, title);
    await touch.choose(/./);
  }
  await screen(page, texts.service.title);
  const services = page.getByRole("main").getByRole("button").filter({ hasText: texts.nearest });
  await services.first().waitFor();
  const times: number[] = [];
  // A service of several doctors leads to the grid by the doctor, one of a single doctor at once.
  await services.first().click();
  const doctors = page.getByRole("main").getByRole("button").filter({ hasText: /каб\./ });
  const grid = page.getByRole("heading", { level: 1, name: texts.date.title });
  await doctors.nth(1).or(grid).waitFor();
  const byDoctor = !(await grid.isVisible());
  if (!byDoctor) await touch.tap(texts.nav.back);
  for (let round = 0; round < rounds; round++) {
    times.push(
      byDoctor
        ? await openGrid(page, /каб\./, texts.doctor.title)
        : await openGrid(page, new RegExp(texts.nearest), texts.service.title),
    );
  }
  times.sort((a, b) => a - b);
  const at = (share: number): string => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(1);
  say(
    `touch → grid of days painted, ${rounds} times: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, max ${at(1)} ms`,
  );
} finally {
  await browser.close();
  await kiosk.stop();
}

import { chromium, expect, type Locator, type Page } from "@playwright/test";
import { hand, screen, signIn, texts } from "#tests/e2e/patient.ts";
import { startKiosk } from "#tests/e2e/running-kiosk.ts";
import { wholeBrowser } from "#tests/support/chromium.ts";
import { spread } from "./spread.ts";

/**
 * From a tap until the next screen is painted with what belongs on it, at the size of a region (more than 200,000
 * slots): `npm run bench:taps [-- COUNT]`. The taps are real input of the browser; the clock begins when the page
 * gets the event and stops in the task after the frame that shows the screen. Run on an otherwise idle machine.
 */
const wanted = Number(process.argv[2] ?? 200);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** One leg of the round: what is tapped, the title of the screen that follows, and what must be there with it. */
type Leg = { readonly tap: string | RegExp; readonly to: string; readonly there: string };

const { service, doctor, date, time, nav } = texts;
const rows = "main .row";
const roundOf = (serviceName: RegExp): readonly Leg[] => [
  { tap: serviceName, to: doctor.title, there: rows },
  { tap: /каб\./, to: date.title, there: "main .day" },
  { tap: /своб/, to: time.title, there: "main .slot" },
  { tap: nav.back, to: date.title, there: "main .day" },
  { tap: nav.back, to: doctor.title, there: rows },
  { tap: nav.back, to: service.title, there: rows },
];

/** Makes the page tell, for the next click, how many ms it took until `title` stood there with `there` painted. */
const arm = (page: Page, leg: Leg): Promise<void> =>
  page.evaluate(({ to, there }) => {
    const page = window as unknown as { tapTook?: Promise<number> };
    page.tapTook = new Promise((resolve) => {
      const channel = new MessageChannel();
      addEventListener(
        "click",
        (event) => {
          const touched = event.timeStamp;
          channel.port1.onmessage = () => resolve(performance.now() - touched);
          const look = (): void => {
            const arrived =
              document.querySelector("h1")?.textContent === to && document.querySelector(there) !== null;
            if (arrived) channel.port2.postMessage(null);
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        },
        { capture: true, once: true },
      );
    });
  }, leg);

/** Long enough for any machine; a screen that never comes must not hold the run for ever. */
const patience = 20_000;

async function took(page: Page, leg: Leg): Promise<number> {
  const answer = page.evaluate(() => (window as unknown as { tapTook: Promise<number> }).tapTook);
  const late = new Promise<never>((_, reject) => {
    setTimeout(
      () => reject(new Error(`«${leg.to}» did not come after a tap on ${leg.tap}`)),
      patience,
    ).unref();
  });
  return await Promise.race([answer, late]);
}

async function tap(page: Page, leg: Leg): Promise<number> {
  const keys =
    typeof leg.tap === "string"
      ? page.getByRole("button", { name: leg.tap, exact: true })
      : page.getByRole("main").getByRole("button", { disabled: false }).filter({ hasText: leg.tap });
  await keys.first().waitFor();
  await arm(page, leg);
  await keys.first().click();
  return await took(page, leg);
}

/** To a clinic's list of services; answers with the words of a service that several doctors give there. */
async function toServices(page: Page): Promise<RegExp> {
  const touch = hand(page);
  const lists = page.locator(rows);
  const title = page.getByRole("heading", { level: 1 });
  const pick = async (row: Locator): Promise<string> => {
    const before = await title.innerText();
    await row.click();
    await expect(title).not.toHaveText(before);
    return await title.innerText();
  };
  await signIn(page, touch);
  await screen(page, texts.organization.title);
  await lists.first().waitFor();
  const clinics = await lists.count();
  const back = async (to: string): Promise<void> => {
    while ((await title.innerText()) !== to) {
      const before = await title.innerText();
      await touch.tap(nav.back);
      await expect(title).not.toHaveText(before);
    }
  };
  for (let clinic = 0; clinic < clinics; clinic++) {
    if ((await pick(lists.nth(clinic))) === texts.branch.title) await pick(lists.first());
    const services = lists.filter({ hasText: texts.nearest });
    const asked = (await title.innerText()) === service.title;
    if (asked) await services.first().waitFor();
    for (const name of asked ? await services.locator("b:first-child").allInnerTexts() : []) {
      const several = (await pick(services.filter({ hasText: name }).first())) === doctor.title;
      await back(service.title);
      // A single doctor is chosen without being asked for.
      if (several) return new RegExp(name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    }
    await back(texts.organization.title);
  }
  throw new Error("no clinic has a service that several doctors give");
}

const kiosk = await startKiosk(["--size", "region"]);
const browser = await chromium.launch(wholeBrowser);
try {
  const page = await browser.newPage({ viewport: { width: 1080, height: 1920 }, locale: "ru-RU" });
  await page.goto(kiosk.url);
  const book = page.getByRole("button", { name: new RegExp(texts.welcome.book), disabled: false });
  await book.waitFor({ timeout: 300_000 });
  const round = roundOf(await toServices(page));
  const times = new Map<string, number[]>();
  for (let taps = 0; taps < wanted; taps++) {
    const leg = round[taps % round.length];
    if (!leg) throw new Error("a round without legs");
    const name = `to ${leg.to}${leg.tap === nav.back ? " (back)" : ""}`;
    times.set(name, [...(times.get(name) ?? []), await tap(page, leg)]);
  }
  for (const [name, some] of times) say(`  ${name}: ${spread(some)}`);
  say(`tap → next screen painted, ${wanted} taps: ${spread([...times.values()].flat())}`);
} finally {
  await browser.close();
  await kiosk.stop();
}

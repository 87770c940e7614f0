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

/** A screen of the way to a time: what must be there with its title, and which of its keys leads on. */
type Place = { readonly there: string; readonly onward: RegExp };

const { organization, branch, service, doctor, date, time, nav } = texts;
const places: Readonly<Record<string, Place>> = {
  [organization.title]: { there: "main .row", onward: /./ },
  [branch.title]: { there: "main .row", onward: /./ },
  [service.title]: { there: "main .row", onward: new RegExp(texts.nearest) },
  [doctor.title]: { there: "main .doctor-head", onward: /каб\./ },
  [date.title]: { there: "main .day", onward: /мест/ },
  [time.title]: { there: "main .slot", onward: /своб/ },
};
const placeOf = (title: string): Place => {
  const place = places[title];
  if (!place) throw new Error(`«${title}» is no screen of this way`);
  return place;
};

/** One leg of the round: the screens that it leads from and to, and whether it leads back. */
type Leg = { readonly from: string; readonly to: string; readonly back: boolean };

/** Makes the page tell, for the next click, how many ms it took until `title` stood there with `there` painted. */
const arm = (page: Page, to: string): Promise<void> =>
  page.evaluate(
    ({ to, there }) => {
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
    },
    { to, there: placeOf(to).there },
  );

/** Long enough for any machine; a screen that never comes must not hold the run for ever. */
const patience = 20_000;

async function took(page: Page, leg: Leg): Promise<number> {
  const answer = page.evaluate(() => (window as unknown as { tapTook: Promise<number> }).tapTook);
  const late = new Promise<never>((_, reject) => {
    setTimeout(
      () => reject(new Error(`«${leg.to}» did not come after a tap on «${leg.from}»`)),
      patience,
    ).unref();
  });
  return await Promise.race([answer, late]);
}

const keysOnward = (page: Page, title: string): Locator => {
  const { there, onward } = placeOf(title);
  return page.locator(`${there}:enabled`).filter({ hasText: onward });
};

async function tap(page: Page, leg: Leg): Promise<number> {
  const key = leg.back
    ? page.getByRole("button", { name: nav.back, exact: true })
    : keysOnward(page, leg.from).first();
  await key.waitFor();
  await arm(page, leg.to);
  await key.click();
  return await took(page, leg);
}

/** From the list of clinics to a time: the screens that this clinic's lists leave on the way, there and back. */
async function learnRound(page: Page): Promise<readonly Leg[]> {
  const touch = hand(page);
  await signIn(page, touch);
  await touch.choose(new RegExp(texts.here.otherClinic));
  await screen(page, organization.title);
  const title = page.getByRole("heading", { level: 1 });
  const way = [organization.title];
  for (let at = organization.title; at !== time.title; way.push(at)) {
    await keysOnward(page, at).first().click();
    const before = at;
    // A list of one entry is passed over as soon as it has come.
    await expect
      .poll(async () => {
        at = await title.innerText();
        return at !== before && (await page.locator(placeOf(at).there).first().isVisible());
      })
      .toBe(true);
  }
  const there = way.slice(1).map((to, place): Leg => ({ from: way[place] ?? to, to, back: false }));
  return [...there, ...there.map(({ from, to }): Leg => ({ from: to, to: from, back: true })).reverse()];
}

const kiosk = await startKiosk(["--size", "region"]);
const browser = await chromium.launch(wholeBrowser);
try {
  const page = await browser.newPage({ viewport: { width: 1080, height: 1920 }, locale: "ru-RU" });
  await page.goto(kiosk.url);
  const book = page.getByRole("button", { name: new RegExp(texts.welcome.book), disabled: false });
  await book.waitFor({ timeout: 300_000 });
  const round = await learnRound(page);
  const times = new Map<string, number[]>();
  for (const leg of round) if (leg.back) await tap(page, leg);
  for (let taps = 0; taps < wanted; taps++) {
    const leg = round[taps % round.length];
    if (!leg) throw new Error("a round without legs");
    const name = `to ${leg.to}${leg.back ? " (back)" : ""}`;
    times.set(name, [...(times.get(name) ?? []), await tap(page, leg)]);
  }
  for (const [name, some] of times) say(`  ${name}: ${spread(some)}`);
  say(`tap → next screen painted, ${wanted} taps: ${spread([...times.values()].flat())}`);
} finally {
  await browser.close();
  await kiosk.stop();
}

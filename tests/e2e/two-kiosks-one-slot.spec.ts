import { expect, test } from "@playwright/test";
import { search } from "#tests/support/central-rest.ts";
import { chooseTime, hand, patient, screen, secondPatient, signIn, texts } from "./patient.ts";
import { startDemoCentral, startKiosk } from "./running-kiosk.ts";

/** The heading's text without the time in it. */
const taken = texts.errors.SLOT_TAKEN.title.split("{{time}}")[1] ?? "";

test("both press at the same moment: one is booked, the other is offered other times and books one", async ({
  browser,
}) => {
  const demoCentral = await startDemoCentral();
  const kiosks = [
    await startKiosk(["--central", demoCentral.url]),
    await startKiosk(["--central", demoCentral.url]),
  ];
  try {
    const people = [patient, secondPatient];
    const pages = await Promise.all(
      kiosks.map(async (kiosk, index) => {
        const page = await browser.newPage({ locale: "ru-RU", viewport: { width: 1280, height: 1024 } });
        await page.goto(kiosk.url);
        const touch = hand(page);
        await signIn(page, touch, people[index]);
        const time = await chooseTime(page, touch);
        await touch.tap(new RegExp(`${texts.consent.otherPhone}|${texts.consent.typePhone}`));
        await screen(page, texts.phone.title);
        return { page, touch, time };
      }),
    );
    expect(pages[0]?.time).toBe(pages[1]?.time);
    const before = (await search(demoCentral.url, "Appointment", { status: "booked" })).length;
    await Promise.all(pages.map(({ touch }) => touch.tap(texts.phone.none)));

    const headings = await Promise.all(
      pages.map(async ({ page }) => {
        const heading = page.getByRole("heading", {
          level: 1,
          name: new RegExp(`${texts.done.title}|${taken}`),
        });
        await expect(heading).toBeVisible();
        return (await heading.innerText()) === texts.done.title;
      }),
    );
    expect(headings.filter(Boolean)).toHaveLength(1);
    expect((await search(demoCentral.url, "Appointment", { status: "booked" })).length).toBe(before + 1);

    const loser = pages[headings.indexOf(false)];
    if (!loser) throw new Error("nobody lost");
    await loser.touch.choose(/\d\d:\d\d/);
    await screen(loser.page, texts.done.title);
    expect((await search(demoCentral.url, "Appointment", { status: "booked" })).length).toBe(before + 2);
  } finally {
    for (const kiosk of kiosks) await kiosk.stop();
    await demoCentral.stop();
  }
});

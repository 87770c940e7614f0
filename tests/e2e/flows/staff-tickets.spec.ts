import { readdirSync, readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { checkAudit } from "#main/staff/audit/check.ts";
import { dataFilesIn } from "#main/store/data-folder.ts";
import { begin, fourthPatient, hand, screen, secondPatient, texts, thirdPatient } from "../patient.ts";
import { visitor } from "../portal.ts";
import { type RunningKiosk, startKiosk } from "../running-kiosk.ts";
import { hireStaff, lockStaff, receptionist, signInStaff, technician } from "../staff.ts";

let kiosk: RunningKiosk;
test.beforeAll(async () => {
  kiosk = await startKiosk(["--size", "clinic", "--preset", "registratura40"]);
  await hireStaff(kiosk.dataDir);
});
test.afterAll(() => kiosk?.stop());

async function bookAndPrint(
  page: Page,
  who: { number: string; birthDate: string },
  told: string = texts.printing.printed,
): Promise<string> {
  const visit = visitor(page);
  await visit.signsIn(who);
  await visit.hereAndNearest();
  await visit.tap(texts.consent.withoutPhone);
  await visit.at(texts.done.title);
  await page.getByRole("button", { name: texts.done.print }).click();
  await expect(page.getByText(told).first()).toBeVisible();
  const alt = await page.getByRole("img", { name: /Талон/ }).first().getAttribute("alt");
  const number = alt?.match(/\d{7}/)?.[0] ?? "";
  await page.getByRole("button", { name: texts.nav.home }).click();
  return number;
}

/** What a scanner types, in no time: faster than any hand, however busy the machine is. */
const scan = (page: Page, text: string): Promise<void> =>
  page.evaluate(
    (keys) => {
      for (const key of keys)
        document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    },
    [...text, "Enter"],
  );

const printCopy = async (page: Page): Promise<void> => {
  await page.getByRole("button", { name: texts.staff.tickets.print }).click();
  await expect(page.getByText(texts.staff.printing.printed)).toBeVisible();
};

test("a receptionist prints a patient's ticket again: from the list, by its number, by its code", async ({
  page,
}) => {
  await page.goto(kiosk.url);
  const number = await bookAndPrint(page, fourthPatient);
  await signInStaff(page, receptionist);
  await page.getByRole("button", { name: new RegExp(`^${texts.staff.tickets.title}`) }).click();
  const row = page.getByRole("main").getByRole("button").filter({ hasText: number });
  await expect(row).toContainText(texts.staff.tickets.paper.printed);
  await row.click();
  await printCopy(page);

  await page.getByRole("button", { name: texts.nav.back, exact: true }).click();
  await page.getByRole("button", { name: texts.staff.tickets.byNumber }).click();
  await page.keyboard.type(number);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("img", { name: new RegExp(number) })).toBeVisible();
  await printCopy(page);

  const files = dataFilesIn(kiosk.dataDir);
  const { records } = checkAudit(files, readFileSync(files.keyFile));
  const printed = records.filter(({ act, step }) => act === "tickets.print" && step === "done");
  expect(printed.map(({ ticket }) => ticket)).toEqual([number, number]);

  await page.getByRole("button", { name: texts.nav.back, exact: true }).click();
  await page.getByRole("button", { name: texts.nav.back, exact: true }).click();
  await scan(page, `INFOMAT:V1:${printed[0]?.visit ?? ""}`);
  await expect(page.getByRole("img", { name: new RegExp(number) })).toBeVisible();
  await printCopy(page);
  await lockStaff(page);
  await expect(page.getByText(number)).toHaveCount(0);
});

/** The demo's switch of the printer's paper. */
const setPaperOut = (page: Page, paperOut: boolean): Promise<number> =>
  page.evaluate(
    async (json) => {
      const headers = { "content-type": "application/json" };
      const body = JSON.stringify({ json });
      return (await fetch("/rpc/demo/set", { method: "POST", headers, body })).status;
    },
    { paperOut },
  );

test("paper out at the first print: a technician changes the roll, and the ticket is printed again", async ({
  page,
}) => {
  await page.goto(kiosk.url);
  await page.getByRole("button", { name: new RegExp(texts.welcome.book), disabled: false }).waitFor();
  expect(await setPaperOut(page, true)).toBe(200);
  const number = await bookAndPrint(page, thirdPatient, texts.printing.status.paperOut);
  await signInStaff(page, technician);
  await page.getByRole("button", { name: new RegExp(`^${texts.staff.kiosk.title}`) }).click();
  await expect(page.getByText(texts.staff.kiosk.advice.paperOut)).toBeVisible();
  expect(await setPaperOut(page, false)).toBe(200);
  await page.getByRole("button", { name: texts.staff.work.title }).click();
  await page.getByRole("button", { name: texts.staff.kiosk.act.rollChanged }).click();
  await expect(page.getByText(texts.staff.kiosk.done.rollChanged)).toBeVisible();
  for (const _ of ["kiosk", "home"])
    await page.getByRole("button", { name: texts.nav.back, exact: true }).click();
  await page.getByRole("button", { name: new RegExp(`^${texts.staff.tickets.title}`) }).click();
  const row = page.getByRole("main").getByRole("button").filter({ hasText: number });
  await expect(row).toContainText(texts.staff.tickets.paper.notPrinted);
  await row.click();
  await printCopy(page);
  await lockStaff(page);
});

/** Kills the core of this data folder as a power cut would. */
function killCore(dataDir: string): void {
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const environment = environmentOf(pid);
    if (environment.includes("INFOMAT_CORE=") && environment.includes(dataDir))
      process.kill(Number(pid), "SIGKILL");
  }
}

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8");
  } catch {
    // Ended meanwhile, or another user's.
    return "";
  }
}

test("a booking that a killed core left unseen is settled after the core has started again, with what the central API holds", async ({
  page,
}) => {
  await page.goto(kiosk.url);
  const touch = hand(page);
  await begin(page, touch);
  await screen(page, texts.signIn.title);
  await touch.type(secondPatient.number + secondPatient.birthDate);
  await touch.tap(texts.signIn.enter);
  const visit = visitor(page);
  await visit.hereAndNearest();
  // The screen that would acknowledge it never comes.
  await page.route("**/rpc/booking/shown", (route) => route.abort());
  await visit.tap(texts.consent.withoutPhone);
  await visit.at(texts.done.title);
  killCore(kiosk.dataDir);
  const [, again = ""] = await kiosk.line(/ready again, at another address: (\S+)/);
  await page.unroute("**/rpc/booking/shown");
  // Only the fragment differs: without another page between, nothing is loaded.
  await page.goto("about:blank");
  await page.goto(again);
  await page.getByRole("button", { name: new RegExp(texts.welcome.book) }).waitFor();
  await signInStaff(page, receptionist);
  await page.getByRole("button", { name: new RegExp(`^${texts.staff.review.title}`) }).click();
  await page.getByRole("main").getByRole("button").filter({ hasText: secondPatient.family }).click();
  await expect(page.getByText(new RegExp(texts.staff.review.status.booked))).toBeVisible();
  await page.getByRole("button", { name: texts.staff.review.note.patientTold }).click();
  await expect(page.getByText(texts.staff.review.empty)).toBeVisible();
  await lockStaff(page);
});

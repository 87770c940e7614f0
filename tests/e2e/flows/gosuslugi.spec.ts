import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { patient, texts } from "../patient.ts";
import { phoneOf, phoneTexts, test } from "../phone.ts";
import { portal, visitor } from "../portal.ts";
import { type RunningKiosk, startDemoProvider, startKiosk } from "../running-kiosk.ts";

/** As the demo signs in when nothing is configured. */
const asDemo = "{}";
const petrov = "Петров Илья Игоревич";
const { title, titleLast, ended } = texts.phoneSignIn;

/** A visitor at the first touch, with a phone in hand. */
async function arrives(page: Page, phonePage: Page, { url }: RunningKiosk) {
  const phone = phoneOf(phonePage);
  await page.goto(url);
  const visit = visitor(page);
  await visit.begin();
  return { phone, visit };
}

/** The agreement, which leads to the ticket, and the end. */
async function agrees(visit: ReturnType<typeof visitor>): Promise<void> {
  await visit.at(texts.consent.title);
  await visit.tap(texts.consent.yes);
  await visit.takesTicket(/Петров И\.\s*И\./);
  await visit.finishes();
}

test.describe("from the code on the screen to the ticket", () => {
  test.describe("registratura40", () => {
    const kiosk = portal("registratura40", asDemo);

    test("begins with it", async ({ page, phonePage }) => {
      const { phone, visit } = await arrives(page, phonePage, kiosk());
      await visit.at(title);
      await phone.signsIn(page, petrov);
      await visit.hereAndNearest();
      await visit.at(texts.consent.title);
      await visit.tap(texts.consent.withoutPhone);
      await visit.takesTicket(/Петров И\.\s*И\./);
      // «Войти» is on the phone.
      expect(visit.touches()).toBe(6);
      await visit.finishes();
    });

    test("the demo's own phone stands on the screen, for whoever has none at hand", async ({ page }) => {
      await page.goto(kiosk().url);
      const visit = visitor(page);
      await visit.begin();
      await visit.at(title);
      await visit.tap(texts.demo.phone);
      const phone = page.frameLocator("iframe");
      await expect(phone.locator(".number")).toHaveText((await numberOf(page)) ?? "");
      await phone.getByRole("button", { name: phoneTexts.confirm }).click();
      await phone.getByRole("button", { name: petrov }).click();
      await visit.at(texts.here.title);
      await expect(page.getByText(patient.name.replaceAll(" ", "\u00a0"))).toBeVisible();
      await visit.leaves();
    });

    test("a policy is one touch away", async ({ page }) => {
      await page.goto(kiosk().url);
      const visit = visitor(page);
      await visit.begin();
      await visit.at(title);
      await visit.tap(texts.phoneSignIn.byPolicy);
      await visit.at(texts.signIn.title);
      await visit.type(patient.number + patient.birthDate);
      await visit.tap(texts.signIn.enter);
      await visit.at(texts.here.title);
      await visit.leaves();
    });
  });

  test.describe("registratura56", () => {
    const kiosk = portal("registratura56", asDemo);

    test("offers it beside the three documents, and the confirmation books", async ({ page, phonePage }) => {
      const { phone, visit } = await arrives(page, phonePage, kiosk());
      await visit.hereAndNearest();
      await visit.at(texts.consent.title);
      await visit.tap(texts.consent.yes);
      await visit.at(texts.signIn.titleLast);
      await visit.tap(texts.phoneSignIn.offer);
      await visit.at(titleLast);
      await phone.signsIn(page, petrov);
      await visit.takesTicket(/Петров И\.\s*И\./);
      expect(visit.touches()).toBe(7);
      await visit.finishes();
    });
  });

  test.describe("gorzdrav", () => {
    const kiosk = portal("gorzdrav", asDemo);

    test("is a way to the attached clinics, and no name is asked", async ({ page, phonePage }) => {
      const { phone, visit } = await arrives(page, phonePage, kiosk());
      await visit.at(texts.who.title);
      await visit.choose(new RegExp(texts.who.selfByGosuslugi));
      await visit.at(title);
      await phone.signsIn(page, petrov);
      await visit.hereAndNearest();
      await visit.at(texts.phone.title);
      await visit.tap(texts.phone.none);
      await visit.at(texts.consent.title);
      await visit.tap(texts.consent.yes);
      await visit.at(texts.promise.title);
      await visit.tap(texts.promise.book);
      await visit.takesTicket(/Петров И\.\s*И\./);
      expect(visit.seen()).not.toContain(texts.person.title);
      await visit.finishes();
    });
  });

  test.describe("gosuslugi-spb", () => {
    const kiosk = portal("gosuslugi-spb", asDemo);

    test("fills in who comes to the visit", async ({ page, phonePage }) => {
      const { phone, visit } = await arrives(page, phonePage, kiosk());
      await visit.hereAndNearest();
      await visit.at(texts.person.title);
      await visit.tap(texts.phoneSignIn.offer);
      await visit.at(title);
      await phone.signsIn(page, petrov);
      await agrees(visit);
    });
  });

  test.describe("doctor73", () => {
    const kiosk = portal("doctor73", asDemo);

    test("begins with it, and leads to one's cards", async ({ page, phonePage }) => {
      const { phone, visit } = await arrives(page, phonePage, kiosk());
      await visit.at(title);
      await phone.signsIn(page, petrov);
      await visit.at(texts.cards.forWhom);
      await expect(page.getByRole("main")).toContainText("Петрова Алиса Ильинична");
      await visit.choose(/^Себя\s*— /);
      await visit.hereAndNearest();
      await agrees(visit);
    });

    test("a child of whom Госуслуги tell gets a card by an agreement, and is booked for", async ({
      page,
      phonePage,
    }) => {
      const { phone, visit } = await arrives(page, phonePage, kiosk());
      await visit.at(title);
      await phone.signsIn(page, "Соколова Мария Андреевна");
      await visit.at(texts.cards.forWhom);
      await visit.choose(/^Калинина Полина Сергеевна/);
      await visit.at(texts.cards.offer.title);
      await visit.tap(texts.consent.yes);
      await visit.at(texts.cards.added);
      await visit.tap(texts.cards.bookVisit);
      await visit.hereAndNearest();
      await visit.at(texts.consent.title);
      await expect(page.getByText(/законный представитель/).first()).toBeVisible();
      await visit.tap(texts.consent.yes);
      await visit.takesTicket(/Калинина П\.\s*С\./);
      await visit.finishes();
    });

    test("one whom the register doesn't have begins a card that reception completes", async ({
      page,
      phonePage,
    }) => {
      const { phone, visit } = await arrives(page, phonePage, kiosk());
      await visit.at(title);
      await phone.signsIn(page, "Соколова Мария Андреевна");
      await visit.at(texts.cards.forWhom);
      await visit.choose(/^Соколов Лев Романович/);
      await visit.at(texts.cards.form.check.title);
      await expect(page.getByRole("button", { name: /СНИЛС •••-•••-••5 70/ })).toBeVisible();
      await visit.tap(texts.next);
      await visit.at(texts.consent.title);
      await visit.tap(texts.consent.yes);
      await visit.at(texts.cards.added);
      await expect(page.getByText(texts.attachment.waitingText)).toBeVisible();
      await visit.leaves();
    });
  });
});

test.describe("nobody is let in", () => {
  const secret = "secret-of-the-tests-provider";
  let folder: string;
  let provider: Awaited<ReturnType<typeof startDemoProvider>>;
  let kiosk: RunningKiosk;

  test.beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "infomat-e2e-client-"));
    writeFileSync(join(folder, "secret"), secret);
    provider = await startDemoProvider(secret, ["--code-lasts", "45"]);
    kiosk = await startKiosk(
      ["--size", "clinic"],
      `
signIn:
  gosuslugi:
    issuer: ${provider.issuer}
    clientId: infomat-demo
    secretFile: ${join(folder, "secret")}
    show: { kiosk: kiosk_label, number: kiosk_number }
`,
    );
  });
  test.afterAll(async () => {
    expect(await kiosk.stop()).toBe(0);
    await provider.stop();
    rmSync(folder, { recursive: true });
  });

  async function atCode(page: Page): Promise<ReturnType<typeof visitor>> {
    await page.goto(kiosk.url);
    const visit = visitor(page);
    await visit.begin();
    await visit.at(title);
    await page.locator(".phone-digits").waitFor();
    return visit;
  }

  test("where the patient refuses on the phone, which shows whose kiosk asks, and its number", async ({
    page,
    phonePage,
  }) => {
    const phone = phoneOf(phonePage);
    const visit = await atCode(page);
    await phone.openCode(page);
    await expect(phonePage.locator(".number")).toHaveText((await numberOf(page)) ?? "");
    await expect(phonePage.locator(".where")).toContainText("№ 1");
    await phone.refuse();
    await visit.at(ended.refused.title);
    await visit.tap(texts.phoneSignIn.again);
    await visit.at(title);
    await visit.tap(texts.nav.home);
  });

  test("where nobody confirms in time", async ({ page }) => {
    const visit = await atCode(page);
    await expect(page.getByRole("heading", { name: ended.expired.title })).toBeVisible({ timeout: 90_000 });
    await visit.tap(texts.phoneSignIn.byPolicy);
    await visit.at(texts.signIn.title);
    await visit.tap(texts.nav.home);
  });

  test("where the patient has gone home, and confirms late: not even the next one at the screen", async ({
    page,
    phonePage,
  }) => {
    const phone = phoneOf(phonePage);
    const visit = await atCode(page);
    await phone.openCode(page);
    await visit.tap(texts.nav.home);
    await visit.begin();
    await page.locator(".phone-digits").waitFor();
    await phone.confirm();
    await phone.signInAs(petrov);
    // Long enough for the kiosk to have asked for its own code's outcome.
    await expect(page.getByRole("timer")).toContainText(/0:[0-3]\d/);
    await expect(page.getByRole("heading", { name: title })).toBeVisible();
    await expect(page.getByText(patient.name.replaceAll(" ", "\u00a0"))).toHaveCount(0);
    await visit.tap(texts.nav.home);
  });

  test("whom the clinic doesn't know is sent to reception once", async ({ page, phonePage }) => {
    const phone = phoneOf(phonePage);
    const visit = await atCode(page);
    await phone.signsIn(page, phoneTexts.stranger);
    await visit.at(ended.notFound.title);
    await expect(page.getByRole("main")).toContainText("Регистрируют один раз");
    await visit.tap(texts.nav.home);
  });

  // The last one: nothing answers after it.
  test("where the provider dies in the middle; the policy books as ever", async ({ page }) => {
    const visit = await atCode(page);
    await provider.stop("SIGKILL");
    await visit.at(ended.away.title);
    await visit.tap(texts.phoneSignIn.byPolicy);
    await visit.at(texts.signIn.title);
    await visit.type(patient.number + patient.birthDate);
    await visit.tap(texts.signIn.enter);
    await visit.hereAndNearest();
    await visit.at(texts.consent.title);
    await visit.tap(texts.consent.withoutPhone);
    await visit.takesTicket(/Петров И\.\s*И\./);
  });
});

const numberOf = (page: Page): Promise<string | null> => page.locator(".phone-number b").textContent();

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import type { PresetName } from "#contract/flow/presets.ts";
import { patient, texts } from "../patient.ts";
import { toTimeAtHub, visitor } from "../portal.ts";
import { type RunningKiosk, startDemoHub, startKiosk } from "../running-kiosk.ts";

type Hub = Awaited<ReturnType<typeof startDemoHub>>;

/** A hub whose clinics' systems find nobody by a policy alone, and a kiosk at it with a portal's order of steps. */
function kioskAtHub(preset: PresetName): () => RunningKiosk {
  const folder = mkdtempSync(join(tmpdir(), "infomat-hub-"));
  let running: { readonly hub: Hub; readonly kiosk: RunningKiosk } | undefined;
  test.beforeAll(async () => {
    const hub = await startDemoHub(["--profile", "R", "--size", "clinic"]);
    const guidFile = join(folder, "guid");
    writeFileSync(guidFile, "c0ffee00-0000-4000-8000-000000000001");
    const central = `central: { kind: n3, url: "${hub.hub}", guidFile: ${guidFile}, budget: { perSecond: 1000 } }`;
    const kiosk = await startKiosk(
      ["--preset", preset],
      `${central}\nkiosk: { number: 3, organization: "9001" }\nsignIn: { methods: [policy] }`,
    );
    running = { hub, kiosk };
  });
  test.afterAll(async () => {
    expect(await running?.kiosk.stop()).toBe(0);
    await running?.hub.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    if (!running) throw new Error("the kiosk runs only while tests do");
    return running.kiosk;
  };
}

type Visitor = ReturnType<typeof visitor>;

/** The policy, and then the name that the clinics want beside it. */
async function entersByName(visit: Visitor, enter: string): Promise<void> {
  await visit.type(patient.number + patient.birthDate);
  await visit.tap(enter);
  await visit.at(texts.signIn.name.title);
  for (const part of ["ПЕТРОВ", "ИЛЬЯ"]) {
    await visit.write(part);
    await visit.tap(texts.next);
  }
  await visit.write("ИГОРЕВИЧ");
  await visit.tap(enter);
}

test.describe("registratura40", () => {
  const kiosk = kioskAtHub("registratura40");
  test("signs in by policy and name, books, and finds the visit the same way", async ({ page }) => {
    await page.goto(kiosk().url);
    const visit = visitor(page);
    await visit.begin();
    await visit.at(texts.signIn.title);
    await entersByName(visit, texts.signIn.enter);
    await visit.elsewhere();
    await visit.at(texts.organization.title);
    await visit.choose(/Калужская областная стоматологическая/);
    await toTimeAtHub(visit);
    await visit.at(texts.consent.title);
    await visit.tap(texts.consent.yes);
    await visit.takesTicket(/Петров И\.\s*И\./);
    await visit.finishes();
    const later = visitor(page);
    await later.tap(new RegExp(texts.visits.title));
    await later.at(texts.signIn.title);
    await entersByName(later, texts.signIn.enter);
    await later.tap(texts.visits.cancel);
    await later.chooseIn(page.getByRole("dialog"), new RegExp(texts.visits.yesCancel));
    await later.at(texts.visits.cancelled);
  });

  test("whose name is another one is nobody, and sees why", async ({ page }) => {
    await page.goto(kiosk().url);
    const visit = visitor(page);
    await visit.begin();
    await visit.at(texts.signIn.title);
    await visit.type(patient.number + patient.birthDate);
    await visit.tap(texts.signIn.enter);
    await visit.at(texts.signIn.name.title);
    for (const part of ["ПЕТРО", "ИЛЬЯ"]) {
      await visit.write(part);
      await visit.tap(texts.next);
    }
    await visit.tap(texts.signIn.enter);
    await expect(
      page.getByRole("dialog", { name: texts.errors.PATIENT_NOT_FOUND.policy.title }),
    ).toBeVisible();
  });
});

test.describe("registratura56", () => {
  const kiosk = kioskAtHub("registratura56");
  test("the name stands last, and books", async ({ page }) => {
    await page.goto(kiosk().url);
    const visit = visitor(page);
    await visit.begin();
    await visit.elsewhere();
    await visit.at(texts.area.title);
    await visit.choose(/г\.\s*Калуга/);
    await toTimeAtHub(visit);
    await visit.at(texts.consent.title);
    await visit.tap(texts.consent.yes);
    await visit.at(texts.signIn.titleLast);
    await entersByName(visit, texts.signIn.enterAndBook);
    await visit.takesTicket(/Петров И\.\s*И\./);
  });
});

test.describe("gorzdrav", () => {
  const kiosk = kioskAtHub("gorzdrav");
  test("for oneself by policy: the name is asked with it, and not again at the end", async ({ page }) => {
    await page.goto(kiosk().url);
    const visit = visitor(page);
    await visit.begin();
    await visit.at(texts.who.title);
    await visit.choose(new RegExp(texts.who.selfByPolicy));
    await visit.at(texts.signIn.title);
    await entersByName(visit, texts.signIn.enter);
    await visit.at(texts.here.title);
    await visit.choose(/ул\.\s*Знаменская, 60/);
    await toTimeAtHub(visit, null);
    await visit.at(texts.consent.title);
    await visit.tap(texts.consent.yes);
    await visit.at(texts.promise.title);
    await visit.tap(texts.promise.book);
    await visit.takesTicket(/Петров И\.\s*И\./);
    expect(visit.seen()).not.toContain(texts.person.title);
  });
});

test.describe("gosuslugi-spb", () => {
  const kiosk = kioskAtHub("gosuslugi-spb");
  test("books by name and birth date at the end", async ({ page }) => {
    await page.goto(kiosk().url);
    const visit = visitor(page);
    await visit.begin();
    await visit.elsewhere();
    await visit.at(texts.district.title);
    await visit.choose(/г\.\s*Калуга/);
    await toTimeAtHub(visit);
    await visit.at(texts.person.title);
    await visit.names(["ПЕТРОВ", "ИЛЬЯ", "ИГОРЕВИЧ"], patient.birthDate);
    await visit.at(texts.consent.title);
    await visit.tap(texts.consent.yes);
    await visit.takesTicket(/Петров И\.\s*И\./);
  });
});

test.describe("doctor73", () => {
  const kiosk = kioskAtHub("doctor73");
  test("goes from the policy and the name to the clinics", async ({ page }) => {
    await page.goto(kiosk().url);
    const visit = visitor(page);
    await visit.begin();
    await visit.at(texts.signIn.title);
    await entersByName(visit, texts.signIn.enter);
    await visit.elsewhere();
    await visit.at(texts.organization.title);
    await visit.choose(/Калужская областная стоматологическая/);
    await toTimeAtHub(visit);
    await visit.at(texts.consent.title);
    await visit.tap(texts.consent.yes);
    await visit.takesTicket(/Петров И\.\s*И\./);
  });
});

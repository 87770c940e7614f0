import { expect, test } from "@playwright/test";
import { patient, texts } from "../patient.ts";
import { portal, toTimeAtHub, visitor } from "../portal.ts";

const hub = ["--central-kind", "n3"];

test.describe("registratura56", () => {
  const kiosk = portal("registratura56", undefined, hub);
  test("looks around without a name, and the sign-in at the end books", async ({ page }) => {
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
    await visit.type(patient.number + patient.birthDate);
    await visit.tap(texts.signIn.enterAndBook);
    await visit.takesTicket(/Петров И\.\s*И\./);
  });
});

test.describe("gorzdrav", () => {
  const kiosk = portal("gorzdrav", undefined, hub);
  test("books for another person by district and name, and asks for no phone", async ({ page }) => {
    await page.goto(kiosk().url);
    const visit = visitor(page);
    await visit.begin();
    await visit.at(texts.who.title);
    await visit.choose(new RegExp(texts.who.other));
    await visit.elsewhere();
    await visit.at(texts.district.title);
    await visit.choose(/г\.\s*Калуга/);
    await toTimeAtHub(visit);
    await visit.at(texts.person.titleOther);
    await visit.names(["ЛЕБЕДЕВ", "НИКОЛАЙ", "ФЁДОРОВИЧ"], "05061948");
    await visit.at(texts.consent.title);
    await visit.tap(texts.consent.yes);
    await visit.at(texts.promise.title);
    await visit.tap(texts.promise.book);
    await visit.takesTicket(/Лебедев Н\.\s*Ф\./);
    expect(visit.seen()).not.toContain(texts.phone.title);
  });
});

test.describe("gosuslugi-spb", () => {
  const kiosk = portal("gosuslugi-spb", undefined, hub);
  test("books by district, name and birth date at the end", async ({ page }) => {
    await page.goto(kiosk().url);
    const visit = visitor(page);
    await visit.begin();
    await visit.elsewhere();
    await visit.at(texts.district.title);
    await visit.choose(/г\.\s*Калуга/);
    await toTimeAtHub(visit);
    await visit.at(texts.person.title);
    await visit.names(["ЛЕБЕДЕВ", "НИКОЛАЙ", "ФЁДОРОВИЧ"], "05061948");
    await visit.at(texts.consent.title);
    await visit.tap(texts.consent.yes);
    await visit.takesTicket(/Лебедев Н\.\s*Ф\./);
  });
});

test.describe("doctor73", () => {
  const kiosk = portal("doctor73", undefined, hub);
  test("goes from the sign-in to the clinics: a hub keeps no cards", async ({ page }) => {
    await page.goto(kiosk().url);
    await expect(page.getByRole("button", { name: new RegExp(texts.cards.tile) })).toHaveCount(0);
    const visit = visitor(page);
    await visit.signsIn(patient);
    await visit.elsewhere();
    await visit.at(texts.organization.title);
    await visit.choose(/Калужская областная стоматологическая/);
    await toTimeAtHub(visit);
    await visit.at(texts.consent.title);
    await visit.tap(texts.consent.yes);
    await visit.takesTicket(/Петров И\.\s*И\./);
    expect(visit.seen()).not.toContain(texts.cards.forWhom);
  });
});

import { expect, test } from "@playwright/test";
import { search } from "#tests/support/central-rest.ts";
import { patient, texts } from "../patient.ts";
import { portal, visitor } from "../portal.ts";

const kiosk = portal("gorzdrav");

const times = [
  texts.branch.title,
  texts.service.title,
  texts.doctor.title,
  texts.date.title,
  texts.time.title,
];

test("for another person, a child: by district and by name, with the guardian's agreement and a promise", async ({
  page,
}) => {
  await page.goto(kiosk().url);
  const visit = visitor(page);
  await visit.begin();
  await visit.at(texts.who.title);
  await visit.choose(new RegExp(texts.who.other));
  await visit.elsewhere();
  await visit.at(texts.district.title);
  await visit.choose(/г\.\s*Калуга/);
  await visit.toTime();
  await visit.at(texts.person.titleOther);
  await visit.names(["ПЕТРОВА", "АЛИСА", "ИЛЬИНИЧНА"], "18042016");
  await expect(page.getByText("А. И. Петрова".replaceAll(" ", "\u00a0"))).toBeVisible();
  await visit.at(texts.phone.title);
  await visit.tap(texts.phone.none);
  await visit.at(texts.consent.title);
  await expect(page.getByText(/законный представитель/).first()).toBeVisible();
  await visit.tap(texts.consent.yes);
  await visit.at(texts.promise.title);
  await visit.tap(texts.promise.book);
  await visit.takesTicket(/Петрова А\.\s*И\./);
  expect(visit.seen()).toEqual([
    texts.who.title,
    texts.here.title,
    texts.district.title,
    ...times,
    texts.person.titleOther,
    texts.phone.title,
    texts.consent.title,
    texts.promise.title,
    texts.done.title,
  ]);
  expect(visit.touches()).toBe(16);
  const consents = await search(kiosk().centralUrl, "Consent", { status: "active" });
  expect(consents).toHaveLength(1);
  await visit.finishes();
});

test("for oneself by policy: the attached clinic, then all others by district; no name is asked", async ({
  page,
}) => {
  await page.goto(kiosk().url);
  const visit = visitor(page);
  await visit.begin();
  await visit.at(texts.who.title);
  await visit.choose(new RegExp(texts.who.selfByPolicy));
  await visit.at(texts.signIn.title);
  await visit.type(patient.number + patient.birthDate);
  await visit.tap(texts.signIn.enter);
  await visit.at(texts.here.title);
  await visit.choose(new RegExp(texts.organization.showOthers));
  await visit.at(texts.organization.title);
  await expect(page.getByRole("heading", { level: 2, name: "Дзержинский район" })).toBeVisible();
  await expect(page.getByRole("main").getByText(texts.organization.attached)).toHaveCount(1);
  await visit.choose(/Дзержинский/);
  await visit.toTime(/Поликлиника районной больницы/);
  await visit.at(texts.phone.title);
  await visit.choose(/\+7/);
  await visit.at(texts.consent.title);
  await visit.tap(texts.consent.yes);
  await visit.at(texts.promise.title);
  await visit.tap(texts.promise.book);
  await visit.takesTicket(/Петров И\.\s*И\./);
  expect(visit.touches()).toBe(14);
  await visit.finishes();
});

test("the shortest way for another person: here, the nearest time, no phone", async ({ page }) => {
  await page.goto(kiosk().url);
  const visit = visitor(page);
  await visit.begin();
  await visit.at(texts.who.title);
  await visit.choose(new RegExp(texts.who.other));
  await visit.hereAndNearest();
  await visit.at(texts.person.titleOther);
  await visit.names(["ЛЕБЕДЕВ", "НИКОЛАЙ", "ФЁДОРОВИЧ"], "05061948");
  await visit.at(texts.phone.title);
  await visit.tap(texts.phone.none);
  await visit.at(texts.consent.title);
  await visit.tap(texts.consent.yes);
  await visit.at(texts.promise.title);
  await visit.tap(texts.promise.book);
  await visit.takesTicket(/Лебедев Н\.\s*Ф\./);
  expect(visit.touches()).toBe(12);
  await visit.finishes();
});

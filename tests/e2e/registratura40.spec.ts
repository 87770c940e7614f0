import { expect, test } from "@playwright/test";
import { patient, secondPatient, texts, thirdPatient } from "./patient.ts";
import { portal, visitor } from "./portal.ts";

const kiosk = portal("registratura40");

test("signs in, chooses clinic, branch, service, doctor, day and time, agrees, gives a phone, takes the ticket", async ({
  page,
}) => {
  await page.goto(kiosk().url);
  const visit = visitor(page);
  await visit.signsIn(patient);
  await visit.elsewhere();
  await visit.at(texts.organization.title);
  await visit.choose(/Калужская областная стоматологическая/);
  await visit.toTime();
  await visit.at(texts.consent.title);
  await visit.tap(texts.consent.otherPhone);
  await visit.at(texts.phone.title);
  await visit.choose(/\+7/);
  await visit.takesTicket(/Петров И\.\s*И\./);
  expect(visit.seen()).toEqual([
    texts.signIn.title,
    texts.here.title,
    texts.organization.title,
    texts.branch.title,
    texts.service.title,
    texts.doctor.title,
    texts.date.title,
    texts.time.title,
    texts.consent.title,
    texts.phone.title,
    texts.done.title,
  ]);
  expect(visit.touches()).toBe(12);
  await visit.finishes();
});

test("the shortest way: here, the nearest time, no phone", async ({ page }) => {
  await page.goto(kiosk().url);
  const visit = visitor(page);
  await visit.signsIn(thirdPatient);
  await visit.hereAndNearest();
  await visit.at(texts.consent.title);
  await visit.tap(texts.consent.withoutPhone);
  await visit.takesTicket(/./);
  expect(visit.touches()).toBe(8);
  await visit.finishes();
});

test("as short to a dentist of one's choice: the time stands on the doctor's row", async ({ page }) => {
  await page.goto(kiosk().url);
  const visit = visitor(page);
  await visit.signsIn(secondPatient);
  await visit.hereAndTimeOf(/./);
  await visit.at(texts.consent.title);
  await visit.tap(texts.consent.yes);
  await visit.at(texts.phone.title);
  await visit.tap(texts.phone.none);
  await visit.takesTicket(new RegExp(secondPatient.family));
  expect(visit.seen()).not.toContain(texts.date.title);
  expect(visit.touches()).toBe(8);
});

import { expect, test } from "@playwright/test";
import { search } from "#tests/support/central-rest.ts";
import { daughter, patient, texts, thirdPatient } from "../patient.ts";
import { portal, visitor } from "../portal.ts";

const kiosk = portal("doctor73");

test("signs in, chooses a child's card, and agrees as its guardian", async ({ page }) => {
  await page.goto(kiosk().url);
  const visit = visitor(page);
  await visit.signsIn(patient);
  await visit.at(texts.cards.forWhom);
  await visit.choose(/Петрова Алиса Ильинична/);
  await visit.elsewhere();
  await visit.at(texts.organization.title);
  await visit.choose(/Калужская областная стоматологическая/);
  await visit.toTime();
  await visit.at(texts.consent.title);
  await expect(page.getByText(/законный представитель/).first()).toBeVisible();
  await visit.tap(texts.consent.yes);
  await visit.takesTicket(/Петрова А\.\s*И\./);
  expect(visit.seen()).toEqual([
    texts.signIn.title,
    texts.cards.forWhom,
    texts.here.title,
    texts.organization.title,
    texts.branch.title,
    texts.service.title,
    texts.doctor.title,
    texts.date.title,
    texts.time.title,
    texts.consent.title,
    texts.done.title,
  ]);
  expect(visit.touches()).toBe(12);
  await visit.finishes();
});

test("oneself needs no card: the first row, one agreement", async ({ page }) => {
  const before = (await search(kiosk().centralUrl, "Consent", { status: "active" })).length;
  await page.goto(kiosk().url);
  const visit = visitor(page);
  await visit.signsIn(thirdPatient);
  await visit.at(texts.cards.forWhom);
  await visit.choose(/^Себя\s*— /);
  await visit.hereAndNearest();
  await visit.at(texts.consent.title);
  await visit.tap(texts.consent.yes);
  await visit.takesTicket(/./);
  expect(visit.touches()).toBe(8);
  expect(await search(kiosk().centralUrl, "Consent", { status: "active" })).toHaveLength(before + 1);
  await visit.finishes();
});

test("a child's card, here, at a time of a doctor's row", async ({ page }) => {
  await page.goto(kiosk().url);
  const visit = visitor(page);
  await visit.signsIn(patient);
  await visit.at(texts.cards.forWhom);
  await visit.choose(/Петров Тимофей Ильич/);
  await visit.hereAndTimeOf(/./);
  await visit.at(texts.consent.title);
  await visit.tap(texts.consent.yes);
  await visit.takesTicket(/./);
  expect(visit.touches()).toBe(8);
  await visit.finishes();
});

test("whoever takes themselves for a child's visit chooses the child's card, clinic and service kept", async ({
  page,
}) => {
  await page.goto(kiosk().url);
  const visit = visitor(page);
  await visit.signsIn(patient);
  await visit.at(texts.cards.forWhom);
  await visit.choose(/^Себя\s*— /);
  await visit.hereForChildren();
  await visit.tap(texts.rules.child.go.card);
  await visit.at(texts.cards.forWhom);
  await visit.choose(/Петрова Алиса Ильинична/);
  await visit.toTimeOfService();
  await visit.at(texts.consent.title);
  await visit.tap(texts.consent.yes);
  await visit.takesTicket(daughter.onTicket);
  await visit.finishes();
});

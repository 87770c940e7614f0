import { expect, test } from "@playwright/test";
import { patient, texts } from "./patient.ts";
import { portal, visitor } from "./portal.ts";

const kiosk = portal("doctor73");

test("signs in, chooses a child's card, and agrees as its guardian", async ({ page }) => {
  await page.goto(kiosk().url);
  const visit = visitor(page);
  await visit.begin();
  await visit.at(texts.signIn.title);
  await visit.type(patient.number + patient.birthDate);
  await visit.tap(texts.signIn.enter);
  await visit.at(texts.cards.forWhom);
  await visit.tap(`${texts.cards.book}: Петрова Алиса Ильинична`);
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
    texts.organization.title,
    texts.branch.title,
    texts.service.title,
    texts.doctor.title,
    texts.date.title,
    texts.time.title,
    texts.consent.title,
    texts.done.title,
  ]);
  expect(visit.touches()).toBe(11);
});

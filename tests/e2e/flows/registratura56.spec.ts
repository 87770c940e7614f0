import { expect, test } from "@playwright/test";
import { search } from "#tests/support/central-rest.ts";
import { daughter, patient, secondPatient, texts, thirdPatient } from "../patient.ts";
import { portal, visitor } from "../portal.ts";

const kiosk = portal("registratura56");

test("looks around without a name, agrees, and the sign-in at the end books", async ({ page }) => {
  await page.goto(kiosk().url);
  const visit = visitor(page);
  await visit.begin();
  await visit.elsewhere();
  await visit.at(texts.area.title);
  await expect(page.getByRole("heading", { level: 2, name: texts.area.group.district })).toBeVisible();
  await visit.choose(/г\.\s*Калуга/);
  await visit.toTime();
  await visit.at(texts.consent.title);
  await visit.tap(texts.consent.yes);
  await visit.at(texts.signIn.titleLast);
  await visit.type(patient.number + patient.birthDate);
  await visit.tap(texts.signIn.enterAndBook);
  await visit.takesTicket(/Петров И\.\s*И\./);
  expect(visit.seen()).toEqual([
    texts.here.title,
    texts.area.title,
    texts.branch.title,
    texts.service.title,
    texts.doctor.title,
    texts.date.title,
    texts.time.title,
    texts.consent.title,
    texts.signIn.titleLast,
    texts.done.title,
  ]);
  expect(visit.touches()).toBe(11);
  const booked = await search(kiosk().centralUrl, "Consent", { status: "active" });
  expect(booked).toHaveLength(1);
  await visit.finishes();
});

test("a sign-in that fails at the end books nothing, says why, and keeps what was chosen", async ({
  page,
}) => {
  await page.goto(kiosk().url);
  const visit = visitor(page);
  await visit.begin();
  await visit.elsewhere();
  await visit.choose(/г\.\s*Калуга/);
  await visit.toTime();
  await visit.tap(texts.consent.yes);
  await visit.at(texts.signIn.titleLast);
  const before = await search(kiosk().centralUrl, "Appointment", { status: "booked" });
  await visit.type(`${secondPatient.number}01011950`);
  await visit.tap(texts.signIn.enterAndBook);
  await expect(page.getByRole("dialog", { name: texts.errors.PATIENT_NOT_FOUND.policy.title })).toBeVisible();
  expect(await search(kiosk().centralUrl, "Appointment", { status: "booked" })).toHaveLength(before.length);
  await visit.tap(texts.signIn.check);
  await page.getByRole("textbox", { name: texts.signIn.birthDate }).click();
  await visit.tap(texts.keypad.clear);
  await visit.type(secondPatient.birthDate);
  await visit.tap(texts.signIn.enterAndBook);
  await visit.at(texts.done.title);
  await visit.finishes();
});

test("the shortest way: here, the nearest time", async ({ page }) => {
  await page.goto(kiosk().url);
  const visit = visitor(page);
  await visit.begin();
  await visit.hereAndNearest();
  await visit.at(texts.consent.title);
  await visit.tap(texts.consent.yes);
  await visit.at(texts.signIn.titleLast);
  await visit.type(thirdPatient.number + thirdPatient.birthDate);
  await visit.tap(texts.signIn.enterAndBook);
  await visit.takesTicket(/./);
  expect(visit.touches()).toBe(7);
  await visit.finishes();
});

test("an adult's policy at the end of a child's visit leads to the child's, with the time kept", async ({
  page,
}) => {
  await page.goto(kiosk().url);
  const visit = visitor(page);
  await visit.begin();
  await visit.hereForChildren();
  await visit.toTimeOfService();
  await visit.at(texts.consent.title);
  await visit.tap(texts.consent.yes);
  await visit.at(texts.signIn.titleLast);
  await visit.type(patient.number + patient.birthDate);
  await visit.tap(texts.signIn.enterAndBook);
  await visit.tap(texts.rules.child.go.signIn);
  await visit.at(texts.consent.title);
  await visit.tap(texts.consent.yes);
  await visit.at(texts.signIn.titleLast);
  await visit.type(daughter.number + daughter.birthDate);
  await visit.tap(texts.signIn.enterAndBook);
  // For a child the guardian agrees, in another wording.
  await visit.at(texts.consent.title);
  await expect(page.getByText(texts.consent.outdated.child)).toBeVisible();
  await expect(page.getByText(/законный представитель/).first()).toBeVisible();
  await visit.tap(texts.consent.yes);
  await visit.takesTicket(daughter.onTicket);
  await visit.finishes();
});

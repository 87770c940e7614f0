import { expect, test } from "@playwright/test";
import { daughter, texts } from "../patient.ts";
import { portal, visitor } from "../portal.ts";

const kiosk = portal("gosuslugi-spb");

test("by district; name and birth date at the end, then the agreement; a copy by e-mail when all is booked", async ({
  page,
}) => {
  await page.goto(kiosk().url);
  const visit = visitor(page);
  await visit.begin();
  await visit.elsewhere();
  await visit.at(texts.district.title);
  await visit.choose(/г\.\s*Калуга/);
  await visit.toTime();
  await visit.at(texts.person.title);
  await visit.names(["ЛЕБЕДЕВ", "НИКОЛАЙ", "ФЁДОРОВИЧ"], "05061948");
  await visit.at(texts.consent.title);
  await visit.tap(texts.consent.yes);
  await visit.takesTicket(/Лебедев Н\.\s*Ф\./);
  expect(visit.seen()).toEqual([
    texts.here.title,
    texts.district.title,
    texts.branch.title,
    texts.service.title,
    texts.doctor.title,
    texts.date.title,
    texts.time.title,
    texts.person.title,
    texts.consent.title,
    texts.done.title,
  ]);
  expect(visit.touches()).toBe(13);
  await visit.tap(texts.email.offer);
  await visit.write("lebedev");
  await visit.tap("@mail.ru");
  await visit.tap(texts.email.send);
  await expect(page.getByText(texts.email.sent)).toBeVisible();
  await visit.finishes();
});

test("the shortest way: here, the nearest time", async ({ page }) => {
  await page.goto(kiosk().url);
  const visit = visitor(page);
  await visit.begin();
  await visit.hereAndNearest();
  await visit.at(texts.person.title);
  await visit.names(["ПЕТРОВ", "ИЛЬЯ", "ИГОРЕВИЧ"], "07031985");
  await visit.at(texts.consent.title);
  await visit.tap(texts.consent.yes);
  await visit.takesTicket(/Петров И\./);
  expect(visit.touches()).toBe(9);
  await visit.finishes();
});

test("two people of the same name and birth date are sent to reception", async ({ page }) => {
  await page.goto(kiosk().url);
  const visit = visitor(page);
  await visit.begin();
  await visit.elsewhere();
  await visit.choose(/г\.\s*Калуга/);
  await visit.toTime();
  await visit.at(texts.person.title);
  await visit.names(["КУЗНЕЦОВ", "СЕРГЕЙ", "ИВАНОВИЧ"], "15011970");
  await expect(page.getByRole("dialog", { name: texts.errors.PATIENT_NOT_FOUND.person.title })).toBeVisible();
});

test("an adult's name at the end of a child's visit leads to the child's, with the time kept", async ({
  page,
}) => {
  await page.goto(kiosk().url);
  const visit = visitor(page);
  const writes = async (...names: readonly string[]): Promise<void> => {
    for (const name of names) {
      await visit.write(name);
      await visit.tap(texts.next);
    }
  };
  await visit.begin();
  await visit.hereForChildren();
  await visit.toTimeOfService();
  await visit.at(texts.person.title);
  await expect(page.getByText(texts.person.child)).toBeVisible();
  await writes("ПЕТРОВ", "ИЛЬЯ", "ИГОРЕВИЧ");
  await visit.type("07031985");
  await visit.tap(texts.rules.child.go.person);
  await visit.at(texts.person.title);
  await writes("ПЕТРОВА", "АЛИСА", "ИЛЬИНИЧНА");
  await visit.type(daughter.birthDate);
  await visit.at(texts.consent.title);
  await visit.tap(texts.consent.yes);
  await visit.takesTicket(daughter.onTicket);
  await visit.finishes();
});

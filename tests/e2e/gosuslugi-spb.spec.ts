import { expect, test } from "@playwright/test";
import { texts } from "./patient.ts";
import { portal, visitor } from "./portal.ts";

const kiosk = portal("gosuslugi-spb");

test("by district; name, birth date and an e-mail address at the end, then the agreement", async ({
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
  await visit.write("ЛЕБЕДЕВ");
  await visit.tap(texts.next);
  await visit.write("НИКОЛАЙ");
  await visit.tap(texts.next);
  await visit.write("ФЁДОРОВИЧ");
  await visit.tap(texts.next);
  await visit.type("05061948");
  await visit.at(texts.email.title);
  await visit.write("lebedev");
  await visit.tap("@mail.ru");
  await visit.tap(texts.next);
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
    texts.email.title,
    texts.consent.title,
    texts.done.title,
  ]);
  expect(visit.touches()).toBe(15);
});

test("two people of the same name and birth date are sent to the desk", async ({ page }) => {
  await page.goto(kiosk().url);
  const visit = visitor(page);
  await visit.begin();
  await visit.elsewhere();
  await visit.choose(/г\.\s*Калуга/);
  await visit.toTime();
  await visit.at(texts.person.title);
  await visit.write("КУЗНЕЦОВ");
  await visit.tap(texts.next);
  await visit.write("СЕРГЕЙ");
  await visit.tap(texts.next);
  await visit.write("ИВАНОВИЧ");
  await visit.tap(texts.next);
  await visit.type("15011970");
  await expect(page.getByRole("dialog", { name: texts.errors.PATIENT_NOT_FOUND.person.title })).toBeVisible();
});

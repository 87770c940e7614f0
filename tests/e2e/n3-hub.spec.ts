import { expect, test } from "@playwright/test";
import { patient, texts } from "./patient.ts";
import { portal, visitor } from "./portal.ts";

const kiosk = portal("registratura40", undefined, ["--central-kind", "n3"]);

test("books at a hub, without a phone that it has no place for, and cancels; a move isn't offered", async ({
  page,
}) => {
  await page.goto(kiosk().url);
  const visit = visitor(page);
  await visit.signsIn(patient);
  await visit.elsewhere();
  await visit.at(texts.organization.title);
  await visit.choose(/Калужская областная стоматологическая/);
  await visit.at(texts.branch.title);
  await visit.choose(/Лечебно-хирургическое/);
  await visit.at(texts.service.title);
  await visit.choose(/^Стоматолог/);
  await visit.toTimeOfService(/стоматолог/i);
  await visit.at(texts.consent.title);
  await visit.tap(texts.consent.yes);
  await visit.takesTicket(/Петров И\.\s*И\./);
  await visit.finishes();

  const again = visitor(page);
  await again.tap(new RegExp(texts.visits.title));
  await again.at(texts.signIn.title);
  await again.type(patient.number + patient.birthDate);
  await again.tap(texts.signIn.enter);
  await expect(page.getByText(texts.visits.cancelThenBook)).toBeVisible();
  await again.tap(texts.visits.cancel);
  await again.chooseIn(page.getByRole("dialog"), new RegExp(texts.visits.yesCancel));
  await again.at(texts.visits.cancelled);
});

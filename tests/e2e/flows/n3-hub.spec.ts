import { expect, type Page, test } from "@playwright/test";
import { patient, texts } from "../patient.ts";
import { portal, toTimeAtHub, visitor } from "../portal.ts";

const kiosk = portal("registratura40", undefined, ["--central-kind", "n3"]);

/** Signs in, books with a dentist, and takes the ticket. */
async function books(page: Page): Promise<void> {
  await page.goto(kiosk().url);
  const visit = visitor(page);
  await visit.signsIn(patient);
  await visit.elsewhere();
  await visit.at(texts.organization.title);
  await visit.choose(/Калужская областная стоматологическая/);
  await toTimeAtHub(visit);
  await visit.at(texts.consent.title);
  await visit.tap(texts.consent.yes);
  await visit.takesTicket(/Петров И\.\s*И\./);
  await visit.finishes();
}

/** From the first screen to the only visit. */
async function toVisit(page: Page) {
  const visit = visitor(page);
  await visit.tap(new RegExp(texts.visits.title));
  await visit.at(texts.signIn.title);
  await visit.type(patient.number + patient.birthDate);
  await visit.tap(texts.signIn.enter);
  await expect(page.getByRole("button", { name: texts.visits.cancel })).toBeVisible();
  return visit;
}

test("books at a hub, without a phone that it has no place for, moves the visit and cancels it", async ({
  page,
}) => {
  await books(page);
  const move = await toVisit(page);
  await expect(page.getByText(texts.visits.cancelThenBook)).toHaveCount(0);
  await move.tap(new RegExp(`^${texts.visits.move}: `));
  await move.at(texts.visits.askMove);
  await move.tap(texts.visits.yesMove);
  await move.at(texts.visits.moved);
  await move.finishes();
  const again = await toVisit(page);
  await again.tap(texts.visits.cancel);
  await again.chooseIn(page.getByRole("dialog"), new RegExp(texts.visits.yesCancel));
  await again.at(texts.visits.cancelled);
});

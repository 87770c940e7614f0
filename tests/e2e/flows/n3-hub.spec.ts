import { expect, type Page, test } from "@playwright/test";
import { patient, texts } from "../patient.ts";
import { portal, visitor } from "../portal.ts";

const kiosk = portal("registratura40", undefined, ["--central-kind", "n3"]);

/** Signs in, books with the first doctor of a speciality, and takes the ticket. */
async function books(page: Page, places: readonly RegExp[], speciality: string): Promise<void> {
  await page.goto(kiosk().url);
  const visit = visitor(page);
  await visit.signsIn(patient);
  await visit.elsewhere();
  const titles = [texts.organization.title, texts.branch.title, texts.service.title];
  for (const [step, title] of titles.entries()) {
    await visit.at(title);
    await visit.choose(places[step] ?? new RegExp(speciality, "i"));
  }
  await visit.toTimeOfService(new RegExp(speciality, "i"));
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
  await books(page, [/Калужская областная стоматологическая/, /Лечебно-хирургическое/], "Стоматолог");
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

import { expect, type Page, test } from "@playwright/test";
import { fhirNames } from "#contract/fhir/names.ts";
import { type Resource, search } from "#tests/support/central-rest.ts";
import { patient, texts } from "../patient.ts";
import { portal, visitor } from "../portal.ts";

/** The owner's mother in the demo register, attached to two clinics (assets/demo/patients.json). */
const grandmother = { full: "Петрова Галина Тимофеевна", birthDate: "11021951", snils: "90111223321" };

const kiosk = portal("doctor73");

async function toCards(page: Page): Promise<ReturnType<typeof visitor>> {
  await page.goto(kiosk().url);
  const visit = visitor(page);
  const cards = page.getByRole("button", { name: new RegExp(texts.cards.tile), disabled: false });
  await cards.waitFor();
  await cards.click();
  await visit.at(texts.signIn.title);
  await visit.type(patient.number + patient.birthDate);
  await visit.tap(texts.signIn.enter);
  await visit.at(texts.cards.title);
  return visit;
}

/** The card about the grandmother, as the central API holds it. */
const atCentral = async (): Promise<Resource[]> =>
  search(kiosk().centralUrl, "RelatedPerson", { identifier: `${fhirNames.snils}|${grandmother.snils}` });

test("a card is added, looked at, changed and deleted, and the central API holds what the screens say", async ({
  page,
}) => {
  const visit = await toCards(page);
  await visit.choose(new RegExp(texts.cards.addRow));
  await visit.choose(new RegExp(texts.cards.whom.other));
  await visit.at(texts.cards.form.name.other);
  for (const name of grandmother.full.split(" ")) {
    await visit.write(name.toUpperCase());
    await visit.tap(texts.next);
  }
  await visit.at(texts.cards.form.birth.title);
  await visit.type(grandmother.birthDate);
  await page.getByRole("radio", { name: texts.cards.sex.female }).click();
  await visit.tap(texts.next);
  await visit.at(texts.cards.form.numbers.title);
  await page.getByRole("textbox", { name: texts.cards.form.numbers.snils }).click();
  await visit.type(grandmother.snils);
  await visit.tap(texts.next);
  await visit.at(texts.cards.form.phone.title);
  await visit.tap(texts.cards.form.phone.none);
  await visit.at(texts.cards.form.check.title);
  await visit.tap(texts.next);
  await visit.at(texts.consent.title);
  expect(await atCentral()).toEqual([]);
  await visit.tap(texts.consent.yes);
  await visit.at(texts.cards.added);

  const [added] = await atCentral();
  expect(added?.name).toEqual([
    { family: "Петрова", given: ["Галина", "Тимофеевна"], use: "official", text: grandmother.full },
  ]);
  expect(added).toMatchObject({ birthDate: "1951-02-11", gender: "female" });
  const consents = await search(kiosk().centralUrl, "Consent", { status: "active" });
  expect(consents).toHaveLength(1);
  expect(JSON.stringify(consents[0])).toContain('"valueCode":"other"');

  await visit.tap(texts.cards.open);
  await expect(page.getByRole("heading", { level: 1, name: grandmother.full })).toBeVisible();
  await expect(page.getByText(texts.attachment.attached)).toHaveCount(2);
  await page.getByRole("tab", { name: texts.cards.tab.visits }).click();
  await expect(page.getByText(texts.visits.empty)).toBeVisible();

  await visit.tap(texts.cards.change);
  await visit.choose(new RegExp(texts.cards.field.phone));
  await visit.type("9105550611");
  await visit.tap(texts.next);
  await visit.tap(texts.cards.form.check.save);
  await expect(page.getByText(texts.cards.changed)).toBeVisible();
  const [changed] = await atCentral();
  expect(changed?.telecom).toMatchObject([{ system: "phone", value: "+79105550611" }]);
  expect(changed?.identifier).toEqual(added?.identifier);

  await visit.tap(texts.cards.remove);
  await visit.tap(texts.cards.yesRemove);
  await expect(page.getByText(texts.cards.removed)).toBeVisible();
  expect(await atCentral()).toEqual([]);
  await visit.tap(texts.nav.home);
  await expect(page.getByRole("button", { name: new RegExp(texts.cards.tile) })).toBeVisible();
});

test("a child without a clinic is told how to get one, and messages of clinics are read", async ({
  page,
}) => {
  const visit = await toCards(page);
  await visit.tap(`${texts.cards.card}: Петров Тимофей Ильич`);
  await page.getByRole("tab", { name: texts.cards.tab.attachments }).click();
  await expect(page.getByText(texts.attachment.unattachedText)).toBeVisible();
  await visit.tap(texts.nav.back);
  await page.getByRole("tab", { name: texts.messages.title }).click();
  await visit.choose(/прививк/);
  await expect(page.getByText(/перед прививкой его осмотрит врач/)).toBeVisible();
});

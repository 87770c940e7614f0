import { expect, test } from "@playwright/test";
import { daughter, fourthPatient, patient, secondPatient, texts, thirdPatient } from "./patient.ts";
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
  expect(visit.touches()).toBe(7);
  await visit.finishes();
});

test("as short to a dentist of one's choice: the time stands on the doctor's row", async ({ page }) => {
  await page.goto(kiosk().url);
  const visit = visitor(page);
  await visit.signsIn(secondPatient);
  await visit.hereAndTimeOf(/./);
  await visit.at(texts.consent.title);
  await visit.tap(texts.consent.withoutPhone);
  await visit.takesTicket(new RegExp(secondPatient.family));
  expect(visit.seen()).not.toContain(texts.date.title);
  expect(visit.touches()).toBe(7);
  await visit.finishes();
});

test("an adult who touches a dentist for children goes on with the child's policy, clinic and service kept", async ({
  page,
}) => {
  await page.goto(kiosk().url);
  const visit = visitor(page);
  await visit.signsIn(patient);
  await visit.hereForChildren();
  await visit.tap(texts.rules.child.go.signIn);
  await visit.at(texts.signIn.title);
  await visit.type(daughter.number + daughter.birthDate);
  await visit.tap(texts.signIn.enter);
  await visit.toTimeOfService();
  await visit.at(texts.consent.title);
  await visit.tap(texts.consent.withoutPhone);
  await visit.takesTicket(daughter.onTicket);
  await visit.finishes();
});

test("a policy held to the scanner on the first screen: five touches", async ({ page }) => {
  await page.goto(kiosk().url);
  const visit = visitor(page);
  const book = new RegExp(texts.welcome.book);
  await page.getByRole("button", { name: book, disabled: false }).waitFor();
  await page.getByRole("button", { name: texts.demo.open }).click();
  await page.getByRole("button", { name: "Калинина" }).click();
  await visit.hereAndNearest();
  await visit.at(texts.consent.title);
  await visit.tap(texts.consent.withoutPhone);
  await visit.takesTicket(/Калинина/);
  expect(visit.touches()).toBe(5);
  await visit.finishes();
});

test("a visit is printed in 3, moved in 4 and cancelled in 4 touches from the first screen", async ({
  page,
}) => {
  await page.goto(kiosk().url);
  const booking = visitor(page);
  await booking.signsIn(fourthPatient);
  await booking.hereAndNearest();
  await booking.tap(texts.consent.withoutPhone);
  await booking.at(texts.done.title);
  await booking.finishes();
  const toVisit = async (): Promise<ReturnType<typeof visitor>> => {
    const visit = visitor(page);
    await visit.tap(new RegExp(texts.visits.title));
    await visit.at(texts.signIn.title);
    await visit.type(fourthPatient.number + fourthPatient.birthDate);
    await visit.tap(texts.signIn.enter);
    return visit;
  };
  const print = await toVisit();
  await print.tap(texts.done.print);
  await expect(page.getByText(texts.printing.printed)).toBeVisible();
  expect(print.touches()).toBe(3);
  await print.tap(texts.nav.home);
  const move = await toVisit();
  await move.tap(new RegExp(`^${texts.visits.move}: `));
  await move.at(texts.visits.askMove);
  await move.tap(texts.visits.yesMove);
  await move.at(texts.visits.moved);
  expect(move.touches()).toBe(4);
  await move.finishes();
  const cancel = await toVisit();
  await cancel.tap(texts.visits.cancel);
  await cancel.chooseIn(page.getByRole("dialog"), new RegExp(texts.visits.yesCancel));
  await cancel.at(texts.visits.cancelled);
  expect(cancel.touches()).toBe(4);
});

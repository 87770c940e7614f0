import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { fhirNames } from "#contract/fhir/names.ts";
import { search } from "#tests/support/central-rest.ts";
import { chooseTime, hand, patient, screen, secondPatient, signIn, texts, thirdPatient } from "./patient.ts";
import { type RunningKiosk, startKiosk } from "./running-kiosk.ts";

let kiosk: RunningKiosk;
test.beforeAll(async () => {
  kiosk = await startKiosk();
});
test.afterAll(async () => {
  expect(await kiosk.stop()).toBe(0);
});

test("a patient signs in, books a doctor and takes the ticket", async ({ page }) => {
  await page.goto(kiosk.url);
  const touch = hand(page);
  await signIn(page, touch);
  expect(page.url()).not.toContain("token");
  await expect(page.getByText(patient.name.replaceAll(" ", "\u00a0"))).toBeVisible();
  const signedIn = touch.taps();
  const time = await chooseTime(page, touch);
  await touch.tap(texts.consent.otherPhone);
  await screen(page, texts.phone.title);
  await touch.tap(texts.phone.none);
  await screen(page, texts.done.title);
  await touch.tap(texts.done.print);
  await expect(page.getByText(texts.printing.printed)).toBeVisible();
  test.info().annotations.push({ type: "taps", description: String(touch.taps() - signedIn) });

  const picture = page.getByRole("img", { name: /Талон №/ });
  const told = (await picture.getAttribute("alt")) ?? "";
  expect(told).toContain(time);
  expect(told).toContain(patient.onTicket.replaceAll(" ", "\u00a0"));
  const [, doctor = ""] = told.match(/: ([^,]+),/) ?? [];

  const tickets = readdirSync(join(kiosk.dataDir, "tickets"));
  const [png] = tickets.filter((name) => name.endsWith(".png"));
  const [bytes] = tickets.filter((name) => name.endsWith(".bin"));
  expect(statSync(join(kiosk.dataDir, "tickets", png ?? "")).size).toBeGreaterThan(5_000);
  const printed = new TextDecoder("ibm866").decode(readFileSync(join(kiosk.dataDir, "tickets", bytes ?? "")));
  expect(printed).toContain(time);
  expect(printed).toContain("Петров");
  for (const part of doctor.split(" ")) expect(printed).toContain(part);

  const [, number = ""] = told.match(/№ (\d+)/) ?? [];
  const [visit] = await search(kiosk.centralUrl, "Appointment", {
    identifier: `${fhirNames.ticketNumber}|${number}`,
  });
  if (!visit) throw new Error("the central API holds no such visit");
  expect(visit.status).toBe("booked");
  const [reference] = visit.slot as { reference: string }[];
  const [slot] = await search(kiosk.centralUrl, "Slot", { _id: reference?.reference.split("/")[1] ?? "" });
  expect(slot?.status).toBe("busy");
  const key = (visit.identifier as { system: string; value: string }[]).find(
    (one) => one.system === fhirNames.bookingKey,
  );
  const consents = await search(kiosk.centralUrl, "Consent", {
    identifier: `${fhirNames.bookingKey}|${key?.value}`,
  });
  expect(consents.map((consent) => consent.status)).toEqual(["active"]);
  // Whoever comes next needn't wait for this session to run out.
  await touch.tap(texts.done.finish);
});

test("home after a booking leaves nothing of the patient on the screen", async ({ page }) => {
  await page.goto(kiosk.url);
  const touch = hand(page);
  // The first patient has a visit to this specialist by now.
  await signIn(page, touch, secondPatient);
  await chooseTime(page, touch);
  await touch.tap(texts.consent.withoutPhone);
  await screen(page, texts.done.title);
  await touch.tap(texts.done.finish);
  await screen(page, /Здравствуйте/);
  await expect(page.getByText(secondPatient.family)).toHaveCount(0);
});

test("refusing the agreement ends politely, and nothing is booked", async ({ page }) => {
  await page.goto(kiosk.url);
  const touch = hand(page);
  await signIn(page, touch, thirdPatient);
  await chooseTime(page, touch);
  const before = await search(kiosk.centralUrl, "Appointment", { status: "booked" });
  await touch.tap(texts.consent.no);
  await screen(page, texts.refused.title);
  const after = await search(kiosk.centralUrl, "Appointment", { status: "booked" });
  expect(after.length).toBe(before.length);
  await expect
    .poll(async () => (await search(kiosk.centralUrl, "Consent", { status: "rejected" })).length)
    .toBe(1);
});

import { expect, test } from "vitest";
import { fhirNames } from "#contract/fhir/names.ts";
import { type Resource, search } from "#tests/support/central-rest.ts";
import { waitFor } from "#tests/support/kiosk.ts";
import { book } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import {
  arrive,
  bookFirst,
  type Clinic,
  freshOffer,
  keepUnseen,
  sharedClinic,
  visitOf,
  visitsOfSlot,
} from "./clinic.ts";

const ofAll = sharedClinic();

/** The agreement that was recorded with a visit, under the key of its booking. */
async function agreementOf(
  { demoCentral }: Clinic,
  visit: Resource | undefined,
): Promise<Resource | undefined> {
  const identifiers = (visit?.identifier ?? []) as { system: string; value: string }[];
  const key = identifiers.find(({ system }) => system === fhirNames.bookingKey);
  const [consent] = await search(demoCentral.url, "Consent", { identifier: `${key?.system}|${key?.value}` });
  return consent;
}

test("the agreement to a booking that was taken back ends in the same act", async () => {
  const clinic = ofAll();
  await arrive(clinic);
  const what = await freshOffer(clinic);
  keepUnseen(clinic);
  await refusalOf(book(clinic.kiosk.client, what), "BOOKING_UNKNOWN");
  const [kept] = await visitsOfSlot(clinic, what.offer.slotId);
  expect(await agreementOf(clinic, kept)).toMatchObject({ status: "active" });
  clinic.line.fate = () => "passes";
  const visit = async () => (await visitsOfSlot(clinic, what.offer.slotId))[0];
  await waitFor(async () => (await visit())?.status === "cancelled");
  expect(await agreementOf(clinic, await visit())).toMatchObject({ status: "inactive" });
});

test("the agreement to a booking that was shown holds", async () => {
  const clinic = ofAll();
  const booked = await bookFirst(clinic, 1);
  expect(await agreementOf(clinic, await visitOf(clinic, booked))).toMatchObject({ status: "active" });
});

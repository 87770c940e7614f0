import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { read } from "#tests/support/central-rest.ts";
import { book } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import { arrive, atReception, type Clinic, freshOffer, sharedClinic, visitsOfSlot } from "./clinic.ts";

const ofAll = sharedClinic();

/** Holds a file of the kiosk's as another program does that writes to it, and lets it go. */
function hold({ kiosk }: Clinic, name: string): () => void {
  const other = new Database(join(kiosk.dataDir, name));
  other.exec("BEGIN IMMEDIATE");
  return () => {
    other.exec("ROLLBACK");
    other.close();
  };
}

/** Reception changes the doctor's post, so that a booking finds another row than is stored. */
async function changePost(clinic: Clinic, scheduleId: string): Promise<void> {
  const { actor } = (await read(clinic.demoCentral.url, "Schedule", scheduleId)) as unknown as {
    actor: { reference: string }[];
  };
  const role = actor.find(({ reference }) => reference.startsWith("PractitionerRole/"));
  await atReception(clinic, "PractitionerRole", role?.reference.split("/")[1] ?? "", () => ({
    telecom: [{ system: "phone", value: "1" }],
  }));
}

test("while another program holds the mirror, a booking that must store something is refused as away", async () => {
  const clinic = ofAll();
  const { client } = clinic.kiosk;
  await arrive(clinic);
  const what = await freshOffer(clinic);
  const letGo = hold(clinic, "infomat.sqlite");
  try {
    await changePost(clinic, what.offer.scheduleId);
    await refusalOf(book(client, what), "CENTRAL_AWAY");
    expect((await visitsOfSlot(clinic, what.offer.slotId)).length).toBe(0);
    // Others go on meanwhile.
    expect(await client.catalog.organizations({})).not.toEqual([]);
  } finally {
    letGo();
  }
  expect((await book(client, what)).status).toBe("booked");
});

test("while another program holds the journal, booking is closed, and nothing is sent", async () => {
  const clinic = ofAll();
  const { client } = clinic.kiosk;
  await arrive(clinic);
  const what = await freshOffer(clinic);
  const letGo = hold(clinic, "journal.sqlite");
  try {
    await refusalOf(book(client, what), "BOOKING_CLOSED");
    expect((await visitsOfSlot(clinic, what.offer.slotId)).length).toBe(0);
  } finally {
    letGo();
  }
});

import Database from "better-sqlite3";
import { beforeAll, expect, test } from "vitest";
import { dataFilesIn } from "#main/store/data-folder.ts";
import { arrivedPatient } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import { sharedKiosk } from "#tests/support/shared-kiosk.ts";
import { addStaff, receptionist, signInStaff } from "#tests/support/staff.ts";

const shared = sharedKiosk("rules: { sameSpecialist: off, overlap: allowed }");
beforeAll(() => addStaff(shared().kiosk.dataDir, receptionist));

test("a booking that nobody knows was seen: what it is, what the central API holds, and done with a note", async () => {
  const { kiosk, demoCentral } = shared();
  const { ticket } = await arrivedPatient(kiosk.client, demoCentral);
  // It was not acknowledged.
  await kiosk.client.session.end({ reason: "home" });
  const { staff } = await signInStaff(kiosk);
  const [item] = await staff.review.list({});
  if (!item) throw new Error("nothing on the list");
  expect(item).toMatchObject({ operation: "book", reason: "notShown" });
  expect(item.facts).toMatchObject({ patient: ticket.patient, number: ticket.number, date: ticket.date });
  expect(await staff.review.now({ entryId: item.id })).toEqual({
    state: "visit",
    status: "booked",
    date: ticket.date,
    time: ticket.time,
  });
  expect(await staff.review.done({ entryId: item.id, note: "patientTold" })).toEqual({});
  expect(await staff.review.list({})).toEqual([]);
  await refusalOf(staff.review.done({ entryId: item.id, note: "patientTold" }), "NOT_FOUND");
  await refusalOf(staff.review.now({ entryId: item.id }), "NOT_FOUND");
  await staff.session.lock({});
});

test("an entry that can't be read is on the list too, the oldest first, and leaves it by people's word", async () => {
  const { kiosk, demoCentral } = shared();
  for (let n = 0; n < 2; n++) {
    await arrivedPatient(kiosk.client, demoCentral);
    await kiosk.client.session.end({ reason: "home" });
  }
  const { staff } = await signInStaff(kiosk);
  const [oldest, newest] = await staff.review.list({});
  if (!oldest || !newest) throw new Error("two are expected");
  const journal = new Database(dataFilesIn(kiosk.dataDir).journalFile);
  journal.prepare("UPDATE operation SET payload = ? WHERE key = ?").run(Buffer.from("spoiled"), newest.id);
  journal.close();
  const list = await staff.review.list({});
  expect(list.map(({ id, reason }) => [id, reason])).toEqual([
    [oldest.id, "notShown"],
    [newest.id, "unreadable"],
  ]);
  expect(list[1]).toMatchObject({ operation: null, facts: null, phone: null });
  expect(await staff.review.now({ entryId: newest.id })).toEqual({ state: "unknown" });
  for (const { id } of list) await staff.review.done({ entryId: id, note: "nothingToDo" });
  expect(await staff.review.list({})).toEqual([]);
  await staff.session.lock({});
});

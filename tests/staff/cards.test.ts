import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { checkAudit } from "#main/staff/audit/check.ts";
import { createCardEnrollment } from "#main/staff/card-enrollment.ts";
import { dataFilesIn } from "#main/store/data-folder.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";
import { waitFor } from "#tests/support/kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import { sharedKiosk } from "#tests/support/shared-kiosk.ts";
import {
  addStaff,
  receptionist,
  signInStaff,
  staffClient,
  staffWords,
  technician,
} from "#tests/support/staff.ts";

const shared = sharedKiosk("scanner: { kind: keyboard }");
beforeAll(() => addStaff(shared().kiosk.dataDir, receptionist, technician));

const badge = "0004512345";
const records = () => {
  const files = dataFilesIn(shared().kiosk.dataDir);
  const { records: all, faults } = checkAudit(files, readFileSync(files.keyFile));
  expect(faults).toEqual([]);
  return all;
};
const begun = (act: string) => records().filter((one) => one.act === act && one.step === "begun").length;

/** Asks for a card, and holds this to the scanner once it is waited for. */
async function enroll(staff: ReturnType<typeof staffClient>, personId: string, text: string) {
  const before = begun("cards.enroll");
  const answer = staff.cards.enroll({ personId });
  answer.catch(() => undefined);
  await waitFor(async () => begun("cards.enroll") > before);
  const scan = await shared().kiosk.client.scanner.read({ text });
  return { answer, scan };
}

test("a technician makes any badge somebody's card; it opens a session then, and its text is nowhere", async () => {
  const { kiosk } = shared();
  const { staff } = await signInStaff(kiosk, technician);
  const [anna, boris] = await staff.cards.list({});
  if (!anna || !boris) throw new Error("two are expected");
  expect([anna, boris].map(({ name, card }) => [name, card])).toEqual([
    ["Анна", false],
    ["Борис", false],
  ]);
  const { answer, scan } = await enroll(staff, anna.id, badge);
  expect([await answer, scan]).toEqual([{}, { kind: "ignored" }]);
  expect(await staff.cards.list({})).toMatchObject([{ card: true }, { card: false }]);

  // The same badge is nobody else's, and a patient's policy or ticket is no card.
  const taken = await refusalOf((await enroll(staff, boris.id, badge)).answer, "CARD_NOT_TAKEN");
  expect(taken.fault).toBe("taken");
  const ticket = await enroll(staff, boris.id, "INFOMAT:V1:visit-1");
  expect((await refusalOf(ticket.answer, "CARD_NOT_TAKEN")).fault).toBe("noCard");
  await staff.session.lock({});

  const held = await kiosk.client.scanner.read({ text: badge });
  if (held.kind !== "staff") throw new Error(held.kind);
  const signedIn = await staffClient(kiosk, null).session.signIn({ by: "card", pass: held.pass });
  expect(signedIn.name).toBe("Анна");
  await staffClient(kiosk, signedIn.id).session.lock({});

  const again = await signInStaff(kiosk, technician);
  expect(await again.staff.cards.remove({ personId: anna.id })).toEqual({});
  await again.staff.session.lock({});
  expect(await kiosk.client.scanner.read({ text: badge })).toEqual({ kind: "fault", fault: "SCAN_FOREIGN" });
  const files = dataFilesIn(kiosk.dataDir);
  for (const file of [files.staffFile, files.auditFile])
    expect(readFileSync(file, "utf8")).not.toContain(badge);
  const ends = records().filter(({ act, step }) => act.startsWith("cards.") && step !== "begun");
  expect(ends.map(({ act, step, staff: whom, detail }) => [act, step, whom, detail])).toEqual([
    ["cards.list", "done", undefined, undefined],
    ["cards.enroll", "done", "Анна", undefined],
    ["cards.list", "done", undefined, undefined],
    ["cards.enroll", "failed", "Борис", "taken"],
    ["cards.enroll", "failed", "Борис", "noCard"],
    ["cards.remove", "done", "Анна", undefined],
  ]);
});

test("a card that nobody holds up is waited for no longer than half a minute", async () => {
  const clock = fakeClock();
  const person = { id: "person-1", name: "Анна", role: "receptionist", card: null } as const;
  const pin = { scheme: "scrypt", cost: 1024, salt: "0".repeat(32), hash: "0".repeat(64) } as const;
  const cards = createCardEnrollment({
    staffFile: "/nowhere",
    key: Buffer.alloc(32),
    staff: () => [{ ...person, pin }],
    clock,
  });
  const answer = cards.enroll("person-1", new AbortController().signal);
  expect(cards.badge(badge)).toBe(null);
  clock.advance(30_000);
  expect(await answer).toBe("nothing");
  expect(cards.take({ kind: "badge", text: badge })).toBe(false);
});

test("infomat staff is in the audit too, also where it failed, with who sat at the terminal", async () => {
  const { kiosk } = shared();
  const { staff } = await signInStaff(kiosk, technician);
  const before = records().length;
  await staffWords(kiosk.dataDir, ["add", "Вера", "--role", "receptionist"], "915533");
  await staffWords(kiosk.dataDir, ["add", "Вера", "--role", "receptionist"], "260481");
  await staffWords(kiosk.dataDir, ["remove", "Вера"]);
  await staffWords(kiosk.dataDir, ["list"]);
  // The core goes on with the chain behind what another process has written.
  await staff.session.lock({});
  const since = records().slice(before);
  expect(since.map(({ act, step, staff: whom, code }) => [act, step, whom, code])).toEqual([
    ["staff.add", "begun", "Вера", undefined],
    ["staff.add", "done", "Вера", undefined],
    ["staff.add", "begun", "Вера", undefined],
    ["staff.add", "failed", "Вера", "Refused"],
    ["staff.remove", "begun", "Вера", undefined],
    ["staff.remove", "done", "Вера", undefined],
    ["session.lock", "done", undefined, undefined],
  ]);
  expect(since[0]?.who).toMatch(/^terminal: \S/);
  expect(kiosk.log.of("audit.tampered")).toEqual([]);
});

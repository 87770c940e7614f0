import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { staffMark } from "#main/scanner/decode.ts";
import { createStaffSessions } from "#main/staff/staff-session.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";
import { countingIds } from "#tests/support/ids.ts";
import { signIn } from "#tests/support/patient-at-kiosk.ts";
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

describe("infomat staff", () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), "infomat-staff-"));
  });
  afterEach(() => rmSync(join(dir, "staff.json"), { force: true }));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  const run = (words: readonly string[], pin?: string) => staffWords(dir, words, pin);

  test("adds, lists, changes and removes people, in a file that only its owner reads and that holds no PIN", async () => {
    await addStaff(dir, receptionist, technician);
    expect((await run(["list"])).said).toBe("Анна\treceptionist\nБорис\ttechnician");
    expect(statSync(join(dir, "staff.json")).mode & 0o077).toBe(0);
    const kept = readFileSync(join(dir, "staff.json"), "utf8");
    expect(kept.includes(receptionist.pin) || kept.includes(technician.pin)).toBe(false);
    expect((await run(["change", "анна", "--role", "technician"])).code).toBe(0);
    expect((await run(["card", "Анна"])).said).toMatch(new RegExp(`${staffMark}[0-9a-f]{32}$`));
    expect((await run(["list"])).said).toContain("Анна\ttechnician\tcard");
    expect((await run(["remove", "Анна"])).code).toBe(0);
    expect((await run(["list"])).said).toBe("Борис\ttechnician");
  });

  test.each([
    ["a PIN that is too short", ["add", "Вера", "--role", "receptionist"], "123", /4 to 8 digits/],
    ["a PIN with letters", ["add", "Вера", "--role", "receptionist"], "12ab", /4 to 8 digits/],
    ["a PIN in a row", ["add", "Вера", "--role", "receptionist"], "4567", /too easy/],
    ["equal digits", ["add", "Вера", "--role", "receptionist"], "7777", /too easy/],
    ["somebody else's PIN", ["add", "Вера", "--role", "receptionist"], "482915", /another PIN/],
    ["a name that is there", ["add", "АННА", "--role", "receptionist"], "555123", /already/],
    ["nobody of that name", ["remove", "Вера"], "", /nobody called/],
  ])("refuses %s, and changes nothing", async (_what, words, pin, said) => {
    await addStaff(dir, receptionist);
    const before = readFileSync(join(dir, "staff.json"), "utf8");
    const answer = await run(words, pin);
    expect([answer.code, answer.said]).toEqual([1, expect.stringMatching(said)]);
    expect(readFileSync(join(dir, "staff.json"), "utf8")).toBe(before);
  });

  test.each([
    ["no role", ["add", "Вера"]],
    ["a role that there isn't", ["add", "Вера", "--role", "doctor"]],
    ["no name", ["remove"]],
    ["words that are no command", ["fire", "Анна"]],
  ])("takes %s for wrong words", async (_what, words) => {
    expect((await run(words, "915533")).code).toBe(2);
  });

  test("says that a file which is broken can't be read, and leaves it", async () => {
    writeFileSync(join(dir, "staff.json"), "{");
    const answer = await run(["list"]);
    expect([answer.code, answer.said]).toEqual([1, expect.stringMatching(/can't be read/)]);
    expect(readFileSync(join(dir, "staff.json"), "utf8")).toBe("{");
  });
});

describe("at the kiosk", () => {
  const shared = sharedKiosk("scanner: { kind: keyboard }");
  beforeAll(() => addStaff(shared().kiosk.dataDir, receptionist, technician));

  test("a PIN opens a session of whoever has it, and no other PIN does", async () => {
    const { kiosk } = shared();
    const { signedIn, staff } = await signInStaff(kiosk, technician);
    expect(signedIn).toMatchObject({ name: "Борис", role: "technician", lock: 120 });
    expect(await staff.session.stay({})).toEqual({});
    await staff.session.lock({});
    await refusalOf(staff.session.stay({}), "STAFF_SESSION_ENDED");
    await refusalOf(staffClient(kiosk, null).session.signIn({ by: "pin", pin: "482914" }), "STAFF_UNKNOWN");
    expect(kiosk.log.lines.join()).not.toMatch(/Анна|Борис|730164|482914/);
  });

  test("a card opens one once; its code stays in the core, and another card voids it", async () => {
    const { kiosk } = shared();
    const card = async () =>
      (await staffWords(kiosk.dataDir, ["card", "Анна"])).said.split("\n").at(-1) ?? "";
    const code = await card();
    const scan = await kiosk.client.scanner.read({ text: code });
    if (scan.kind !== "staff") throw new Error(scan.kind);
    expect(JSON.stringify(scan)).not.toContain(code.slice(staffMark.length));
    const proof = { by: "card", pass: scan.pass } as const;
    const signedIn = await staffClient(kiosk, null).session.signIn(proof);
    expect(signedIn.name).toBe("Анна");
    await refusalOf(staffClient(kiosk, null).session.signIn(proof), "STAFF_UNKNOWN");

    await card();
    const again = await kiosk.client.scanner.read({ text: code });
    if (again.kind !== "staff") throw new Error(again.kind);
    const former = staffClient(kiosk, null).session.signIn({ by: "card", pass: again.pass });
    await refusalOf(former, "STAFF_UNKNOWN");
    await staffClient(kiosk, signedIn.id).session.lock({});
  });

  test("a patient and staff exclude each other", async () => {
    const { kiosk, demoCentral } = shared();
    const [patient] = demoCentral.patients;
    if (!patient) throw new Error("no demo patient");
    await signIn(kiosk.client, patient);
    await refusalOf(signInStaff(kiosk), "STAFF_PATIENT_HERE");
    expect((await kiosk.client.session.stay({})).state).toBe("open");
    await kiosk.client.session.end({ reason: "home" });

    await kiosk.client.session.start({});
    const { staff } = await signInStaff(kiosk);
    expect((await kiosk.client.kiosk.info({})).session.state).toBe("none");
    // The page shows the patients' screens again, as one does that was loaded anew.
    expect((await kiosk.client.session.start({})).state).toBe("open");
    await refusalOf(staff.session.stay({}), "STAFF_SESSION_ENDED");
  });

  test("a window that opens anew locks", async () => {
    const { kiosk } = shared();
    const { staff } = await signInStaff(kiosk);
    kiosk.core.windowOpened();
    await refusalOf(staff.session.stay({}), "STAFF_SESSION_ENDED");
  });
});

test("two minutes without a touch lock the screens, each touch begins them anew, and nobody comes back", () => {
  const clock = fakeClock();
  const locked: string[] = [];
  const changes: (string | null)[] = [];
  const sessions = createStaffSessions({
    clock,
    ids: countingIds(),
    lockAfter: 120_000,
    onLock: (_session, reason) => locked.push(reason),
    onChange: (handle) => changes.push(handle),
  });
  const session = sessions.open({ id: "p1", name: "Анна" });
  clock.advance(119_999);
  sessions.touch();
  // The wall clock says nothing of it.
  clock.setWall(0);
  clock.advance(119_999);
  expect([sessions.current(), session.ended.aborted]).toEqual([session, false]);
  clock.advance(1);
  expect([sessions.current(), session.ended.aborted, locked]).toEqual([null, true, ["untouched"]]);
  sessions.touch();
  expect(sessions.current()).toBeNull();
  expect(changes).toEqual([session.handle, null]);
});

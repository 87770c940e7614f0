import { readFileSync } from "node:fs";
import { join } from "node:path";
import { traverseContractProcedures } from "@orpc/server";
import { beforeAll, describe, expect, test } from "vitest";
import type { StaffMeta } from "#contract/staff/base.ts";
import { staffContract } from "#contract/staff/procedures.ts";
import { staffHeader } from "#contract/staff/staff-header.ts";
import { checkAudit } from "#main/staff/audit/check.ts";
import { dataFilesIn } from "#main/store/data-folder.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";
import {
  openDemoCentral,
  openKiosk,
  type TestKiosk,
  temporaryFolder,
  withCleanUp,
} from "#tests/support/kiosk.ts";
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

const procedures: { path: string; meta: StaffMeta }[] = [];
traverseContractProcedures({ router: staffContract, path: [] }, ({ contract, path }) => {
  procedures.push({ path: path.join("/"), meta: contract["~orpc"].meta as StaffMeta });
});
/** Everything but the sign-in itself. */
const guarded = procedures.filter(({ meta }) => meta.role !== "anybody");

/** Inputs that fit this procedure or that, and ones that fit none. */
const inputs = [
  {},
  { visitId: "1", entryId: "1", jobId: "1", number: "0010001", language: "ru" },
  { by: "pin", pin: "0000" },
  null,
];

async function callAll(
  kiosk: TestKiosk,
  headers: Record<string, string>,
  paths: readonly string[] = guarded.map(({ path }) => path),
): Promise<{ path: string; status: number; code: string }[]> {
  const origin = `http://127.0.0.1:${kiosk.core.port}`;
  const answers = [];
  for (const path of paths) {
    for (const json of inputs) {
      const answer = await fetch(`${origin}/staff/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", origin, ...headers },
        body: JSON.stringify({ json }),
      });
      const { json: body } = (await answer.json()) as { json?: { code?: string } };
      answers.push({ path, status: answer.status, code: body?.code ?? "" });
    }
  }
  return answers;
}

const shared = sharedKiosk("rules: { sameSpecialist: off, overlap: allowed }");
beforeAll(() => addStaff(shared().kiosk.dataDir, receptionist, technician));

describe("every staff procedure", () => {
  test("declares a role, and only the sign-in asks for none", () => {
    expect(procedures.length).toBeGreaterThan(2);
    expect(procedures.filter(({ meta }) => meta?.role === undefined)).toEqual([]);
    expect(procedures.filter(({ meta }) => meta.role === "anybody").map(({ path }) => path)).toEqual([
      "session/signIn",
    ]);
  });

  const expectEnded = (answers: Awaited<ReturnType<typeof callAll>>) =>
    expect(answers.filter(({ status, code }) => status !== 401 || code !== "STAFF_SESSION_ENDED")).toEqual(
      [],
    );

  test("is closed to the patient's cookie, also with a patient's session", async () => {
    const { kiosk } = shared();
    const { cookie } = kiosk;
    const session = await kiosk.client.session.start({});
    const id = session.state === "none" ? "" : session.id;
    expectEnded(await callAll(kiosk, { cookie }));
    expectEnded(await callAll(kiosk, { cookie, "infomat-session": id, [staffHeader]: id }));
    await kiosk.client.session.end({ reason: "home" });
  });

  test("is closed without the cookie, whatever session is named", async () => {
    const { kiosk } = shared();
    const { signedIn, staff } = await signInStaff(kiosk, technician);
    const answers = await callAll(kiosk, { [staffHeader]: signedIn.id });
    expect(answers.filter(({ status }) => status !== 401)).toEqual([]);
    expect(await staff.session.stay({})).toEqual({});
    await staff.session.lock({});
  });

  test("is closed to a session that was locked, and to a handle", async () => {
    const { kiosk } = shared();
    const { cookie } = kiosk;
    const { signedIn, staff } = await signInStaff(kiosk, technician);
    expectEnded(await callAll(kiosk, { cookie, [staffHeader]: signedIn.handle }));
    await staff.session.lock({});
    expectEnded(await callAll(kiosk, { cookie, [staffHeader]: signedIn.id }));
    const { staff: next } = await signInStaff(kiosk, receptionist);
    expectEnded(await callAll(kiosk, { cookie, [staffHeader]: signedIn.id }));
    await next.session.lock({});
  });

  test("of a technician is closed to a receptionist, from the moment that the role has changed on", async () => {
    const { kiosk } = shared();
    const { cookie } = kiosk;
    const { signedIn } = await signInStaff(kiosk, technician);
    await staffWords(kiosk.dataDir, ["change", technician.name, "--role", "receptionist"]);
    const paths = guarded.filter(({ meta }) => meta.role === "technician").map(({ path }) => path);
    const answers = await callAll(kiosk, { cookie, [staffHeader]: signedIn.id }, paths);
    expect(answers.filter(({ code }) => code !== "STAFF_NOT_ALLOWED")).toEqual([]);
    await staffWords(kiosk.dataDir, ["change", technician.name, "--role", "technician"]);
    await staffClient(kiosk, signedIn.id).session.lock({});
  });

  test.each([
    ["was removed", ["remove", "Вера"]],
    ["has another PIN", ["change", "Вера", "--pin"]],
  ])("is closed to somebody who %s meanwhile", async (_what, words) => {
    const { kiosk } = shared();
    const person = { name: "Вера", role: "technician", pin: "915533" } as const;
    await addStaff(kiosk.dataDir, person);
    const { signedIn } = await signInStaff(kiosk, person);
    await staffWords(kiosk.dataDir, words, "260481");
    expectEnded(await callAll(kiosk, { cookie: kiosk.cookie, [staffHeader]: signedIn.id }));
    await staffWords(kiosk.dataDir, ["remove", "Вера"]);
  });
});

test("guessing PINs is stopped after five, over restarts and changes of the clock, and right ones wait as well", async () => {
  await withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const dataDir = temporaryFolder(later);
    const clock = fakeClock();
    const opened = () => openKiosk(later, { centralUrl: demoCentral.url, dataDir, substitutes: { clock } });
    const guess = (kiosk: TestKiosk, pin: string) =>
      staffClient(kiosk, null).session.signIn({ by: "pin", pin });
    let kiosk = await opened();
    await addStaff(dataDir, receptionist);
    const many = Array.from({ length: 12 }, (_, n) => guess(kiosk, String(1000 + n)));
    const ends = (await Promise.allSettled(many)).map((end) =>
      end.status === "rejected" ? (end.reason as { code?: string }).code : "opened",
    );
    expect(ends.filter((code) => code === "STAFF_UNKNOWN")).toHaveLength(5);
    expect(ends.filter((code) => code === "TOO_MANY_TRIES")).toHaveLength(7);
    for (const jump of [0, 3_600_000 * 24 * 400, -3_600_000 * 24 * 800]) {
      await kiosk.core.close();
      clock.setWall(clock.now() + jump);
      kiosk = await opened();
      expect((await refusalOf(guess(kiosk, receptionist.pin), "TOO_MANY_TRIES")).minutes).toBe(60);
    }
    clock.advance(3_600_000);
    expect((await guess(kiosk, receptionist.pin)).name).toBe(receptionist.name);
  });
});

test("every act is in the audit, failed and refused ones too, with nothing but ids of what it was about", () => {
  const { kiosk } = shared();
  const files = dataFilesIn(kiosk.dataDir);
  const { records, faults } = checkAudit(files, readFileSync(files.keyFile));
  expect(faults).toEqual([]);
  const seen = records.map(({ who, act, step, code }) => [who, act, step, code]);
  expect(seen).toContainEqual(["Борис", "session.signIn", "done", undefined]);
  expect(seen).toContainEqual(["Борис", "session.lock", "done", undefined]);
  expect(readFileSync(join(kiosk.dataDir, "audit.log"), "utf8")).not.toMatch(/730164|482915/);
});

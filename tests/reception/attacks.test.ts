import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { traverseContractProcedures } from "@orpc/server";
import { expect, test } from "vitest";
import type { CounterMeta } from "#contract/counter/base.ts";
import { counterContract } from "#contract/counter/procedures.ts";
import type { ReceptionMeta } from "#contract/reception/base.ts";
import { receptionContract } from "#contract/reception/procedures.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";
import { temporaryFolder, withCleanUp } from "#tests/support/kiosk.ts";
import { addStaff, receptionist, staffWords, technician } from "#tests/support/staff.ts";
import { createPage, lobbyWhere, openCounter, tokenFile } from "./counter.ts";
import { fakeKiosk, saying, works } from "./fake-kiosk.ts";

const walk = <Meta>(router: Parameters<typeof traverseContractProcedures>[0]["router"]) => {
  const found: { path: string; meta: Meta }[] = [];
  traverseContractProcedures({ router, path: [] }, ({ contract, path }) => {
    found.push({ path: path.join("/"), meta: contract["~orpc"].meta as Meta });
  });
  return found;
};
const procedures = walk<ReceptionMeta>(receptionContract);
const guarded = procedures.filter(({ meta }) => meta.role !== "anybody").map(({ path }) => path);
const personal = procedures
  .filter(({ meta }) => meta.role !== "anybody" && meta.role !== "watcher")
  .map(({ path }) => path);

/** Inputs that fit this procedure or that, and ones that fit none. */
const inputs = [
  {},
  { kiosk: "0", visitId: "1", language: "ru" },
  { kiosk: "0", visitId: "1", on: "0", language: "ru" },
  { kiosk: "0", entryId: "1", note: "nothingToDo" },
  { kiosk: "0", service: "closed" },
  null,
];
type Page = ReturnType<typeof createPage>;
async function callAll(page: Page, paths: readonly string[], headers: Record<string, string> = {}) {
  const answers = [];
  for (const path of paths)
    for (const input of inputs) {
      const { status, code } = await page.send(path, input, headers);
      answers.push(`${path} ${status} ${code}`);
    }
  return answers;
}
const notEnded = (answers: readonly string[]) =>
  answers.filter((answer) => !answer.endsWith(" 401 STAFF_SESSION_ENDED"));

async function openLobby(later: (close: () => unknown) => void) {
  const asked: string[] = [];
  const kiosk = await fakeKiosk(later, (request, response) => {
    if (request.url !== "/counter/state") asked.push(request.url ?? "");
    saying(() => works)(request, response);
  });
  const settings = {
    kiosks: [{ name: "Вход", url: kiosk.url, tokenFile: tokenFile(later) }],
    every: 1,
  };
  return { asked, settings };
}

test("every procedure at both ends declares who may call it, and what is recorded", () => {
  expect(procedures.length).toBeGreaterThan(8);
  expect(procedures.filter(({ meta }) => meta?.role === undefined)).toEqual([]);
  expect(procedures.filter(({ meta }) => meta.role === "anybody").map(({ path }) => path)).toEqual([
    "session/signIn",
  ]);
  const atKiosk = walk<CounterMeta>(counterContract);
  expect(atKiosk.filter(({ meta }) => meta.audit === "none").map(({ path }) => path)).toEqual(["state"]);
});

test("without a session, with a wrong or a locked one, nothing is told of any kiosk, and no kiosk is asked", () =>
  withCleanUp(async (later) => {
    const { asked, settings } = await openLobby(later);
    const clock = fakeClock();
    const counter = await openCounter(later, { ...settings, lock: 1 }, { clock });
    const { page } = counter;
    expect(notEnded(await callAll(page, guarded))).toEqual([]);
    page.setCookie(`infomat-reception=${"0".repeat(64)}`);
    expect(notEnded(await callAll(page, guarded))).toEqual([]);
    // The cookie of a kiosk's own page, which a browser on the same machine would send along.
    page.setCookie(`infomat=${"0".repeat(64)}`);
    expect(notEnded(await callAll(page, guarded))).toEqual([]);
    expect(asked).toEqual([]);

    await page.signIn(technician.pin);
    clock.advance(59_000);
    await page.ask("session/stay");
    clock.advance(59_000);
    await page.ask("session/current");
    // What the page asks by itself is no touch.
    clock.advance(2_000);
    expect(notEnded(await callAll(page, personal))).toEqual([]);
    // It still sees how the kiosks stand, until the working day is over; no list of any is its.
    expect(await page.ask("lobby/state")).toMatchObject({ signedIn: false, kiosks: [{ lists: null }] });
    clock.advance(12 * 3_600_000);
    expect(notEnded(await callAll(page, guarded))).toEqual([]);
    expect(asked.filter((path) => path !== "/counter/lists")).toEqual([]);
  }));

test("a call from another page, another host, or of another form is refused, whatever cookie it carries", () =>
  withCleanUp(async (later) => {
    const { asked, settings } = await openLobby(later);
    const { page, port, log } = await openCounter(later, settings);
    await page.signIn(technician.pin);
    const close = { kiosk: "0", service: "closed" };
    const forgeries: readonly Record<string, string | undefined>[] = [
      { origin: "https://evil.example" },
      { origin: `http://127.0.0.1:${port + 1}` },
      { origin: "null" },
      { origin: undefined },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { host: `evil.example:${port}`, origin: `http://evil.example:${port}` },
    ];
    for (const headers of forgeries)
      expect([headers, (await page.send("maintenance/set", close, headers)).status]).toEqual([headers, 403]);
    // What a form of another page could send needs no preflight; it is no call.
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
      expect((await page.send("maintenance/set", close, { "content-type": type })).status).toBe(415);
    expect(asked.filter((path) => path !== "/counter/lists")).toEqual([]);
    expect(log.of("reception.refused").length).toBe(forgeries.length);
  }));

test("a role that was taken away, a person who was removed, a PIN that was changed: in force at the next call", () =>
  withCleanUp(async (later) => {
    const { settings } = await openLobby(later);
    const { page, dataDir } = await openCounter(later, settings);
    const close = { kiosk: "0", service: "closed" };
    await page.signIn(receptionist.pin);
    expect(await page.send("maintenance/set", close)).toMatchObject({
      status: 403,
      code: "STAFF_NOT_ALLOWED",
    });
    await page.signIn(technician.pin);
    expect(await page.send("maintenance/set", close)).not.toMatchObject({ code: "STAFF_NOT_ALLOWED" });
    await staffWords(dataDir, ["change", technician.name, "--role", "receptionist"]);
    expect(await page.send("maintenance/set", close)).toMatchObject({
      status: 403,
      code: "STAFF_NOT_ALLOWED",
    });
    await staffWords(dataDir, ["change", technician.name, "--pin"], "915533");
    expect(notEnded(await callAll(page, guarded))).toEqual([]);
    await page.signIn("915533");
    await staffWords(dataDir, ["remove", technician.name]);
    expect(notEnded(await callAll(page, guarded))).toEqual([]);
  }));

test("guessing PINs is stopped after five, over restarts, from as many pages as one likes", () =>
  withCleanUp(async (later) => {
    const { settings } = await openLobby(later);
    const dataDir = temporaryFolder(later);
    await addStaff(dataDir, receptionist);
    const first = await openCounter(later, settings, { dataDir });
    const guess = async ({ origin }: { origin: string }, pin: string) =>
      (await createPage(origin).signIn(pin)).code;
    const guesses = await Promise.all(["100001", "100002", "100003"].map((pin) => guess(first, pin)));
    expect(guesses).toEqual(["STAFF_UNKNOWN", "STAFF_UNKNOWN", "STAFF_UNKNOWN"]);
    await first.close();
    const second = await openCounter(later, settings, { dataDir });
    expect(await guess(second, "100004")).toBe("STAFF_UNKNOWN");
    expect(await guess(second, "100005")).toBe("STAFF_UNKNOWN");
    expect(await guess(second, receptionist.pin)).toBe("TOO_MANY_TRIES");
    await second.close();
    const third = await openCounter(later, settings, { dataDir });
    expect(await guess(third, receptionist.pin)).toBe("TOO_MANY_TRIES");
  }));

test("no file of the counter's holds anything of a patient, and none of its log lines", () =>
  withCleanUp(async (later) => {
    const ticket = {
      ...{ visitId: "visit-77", number: "0010077", clinic: "Clinic", branch: "", address: "", room: "5" },
      ...{ service: { code: "B01", name: "Service" }, doctor: { name: "Doctor", position: "" } },
      ...{ date: "2026-11-30", time: "10:00", patient: "Patientov Pyotr", phone: "", status: "booked" },
      issuedAt: { date: "2026-11-30", time: "09:00" },
    };
    const entry = { ticket, paper: "notPrinted", at: ticket.issuedAt };
    const kiosk = await fakeKiosk(later, (request, response) => {
      const json =
        request.url === "/counter/state"
          ? { ...works, waiting: { tickets: 1, operations: 0 }, revision: "one" }
          : request.url === "/counter/lists"
            ? { revision: "one", tickets: [entry], entries: [] }
            : {};
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ json }));
    });
    const counter = await openCounter(later, {
      kiosks: [{ name: "Вход", url: kiosk.url, tokenFile: tokenFile(later) }],
      every: 1,
    });
    const { page, dataDir } = counter;
    await page.signIn();
    await lobbyWhere(counter, ([one]) => one?.lists === "one");
    expect(JSON.stringify(await page.ask("lobby/lists", { kiosk: "0" }))).toContain("Patientov");
    await page.ask("tickets/print", { kiosk: "0", on: "0", visitId: ticket.visitId, language: "ru" });
    await page.ask("session/lock");
    await counter.close();
    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => readFileSync(join(one.parentPath, one.name)));
    expect(files.length).toBeGreaterThan(3);
    const all = Buffer.concat(files).toString("latin1") + counter.log.lines.join();
    for (const secret of ["Patientov", "0010077", "visit-77"]) expect(all).not.toContain(secret);
  }));

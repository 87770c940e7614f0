import { readFileSync, writeFileSync } from "node:fs";
import { traverseContractProcedures } from "@orpc/server";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { kioskContract } from "#contract/api.ts";
import { sessionHeader } from "#contract/sessions/session-header.ts";
import { staffHeader } from "#contract/staff/staff-header.ts";
import { dataFilesIn } from "#main/store/data-folder.ts";
import { atReception, sharedClinic, statusOfSlot } from "#tests/once/clinic.ts";
import { read } from "#tests/support/central-rest.ts";
import { emptyLobby } from "#tests/support/kiosk.ts";
import {
  addStaff,
  receptionist,
  type StaffClient,
  signInStaff,
  staffWords,
  technician,
} from "#tests/support/staff.ts";
import {
  beginHelp,
  bookCell,
  type Cell,
  cell,
  helpedPatient,
  helpSince,
  notToday,
  onTheDay,
  patientSignsIn,
  recordsOf,
  referred,
} from "./helped.ts";

/**
 * Every procedure of the lobby is called with what only help opens: times of reception's, of the same day, ones that
 * need a referral, and a visit that the kiosk leaves to reception. Without help nothing comes of it.
 */
type Walked = {
  readonly path: string;
  readonly fields: Readonly<Record<string, Field>>;
  readonly schema: Field;
};
type Field = { safeParse(value: unknown): { success: boolean } };

const lobby: Walked[] = [];
traverseContractProcedures({ router: kioskContract, path: [] }, ({ contract, path }) => {
  const schema = contract["~orpc"].inputSchema as unknown as Field & { shape?: Record<string, Field> };
  lobby.push({ path: path.join("."), fields: schema.shape ?? {}, schema });
});
const takes = (field: string) => (one: Walked) => field in one.fields;

const clinic = sharedClinic(
  ', sameDay: closed, referral: reception, services: { "B01.067.001": { referralNeeded: true } }',
);
const helper = { name: "Вера", role: "receptionist", pin: "905317" } as const;

/** What only help opens; `booking.move` and the rest that take a visit are called with each time and this visit. */
type Forbidden = { readonly times: Readonly<Record<string, readonly Cell[]>>; readonly visits: string[] };
let forbidden: Forbidden;
const timeTakers = lobby.filter(takes("slotId")).length;
const visitTakers = lobby.filter(takes("visitId"));

beforeAll(async () => {
  const { kiosk } = clinic();
  await addStaff(kiosk.dataDir, receptionist, technician, helper);
  everybody = readFileSync(staffFile(), "utf8");
  const client = await helpedPatient(clinic(), kiosk);
  const some = async (find: () => Promise<Cell>): Promise<Cell[]> => {
    const cells = [];
    for (let n = 0; n < timeTakers; n++) cells.push(await find());
    return cells;
  };
  const times = {
    receptionTime: await some(() => cell(client, "receptionOnly", notToday)),
    sameDay: await some(() => cell(client, "receptionOnly", onTheDay)),
    referral: await some(() => cell(client, "free", referred)),
  };
  const visits = [];
  // One for each call that could change it, in the walk with help.
  for (let n = 0; n < visitTakers.length * Object.keys(times).length; n++) {
    const { visitId } = await bookCell(client, await cell(client, "free"));
    await client.booking.shown({ visitId });
    await atReception(clinic(), "Appointment", visitId, () => ({ status: "arrived" }));
    visits.push(visitId);
  }
  forbidden = { times, visits };
  await client.session.end({ reason: "finished" });
});
afterEach(() => {
  writeFileSync(staffFile(), everybody);
  return emptyLobby(clinic().kiosk.client);
});

/** What the central API holds of all that only help opens. */
const atCentral = async (): Promise<unknown> => {
  const slots = Object.values(forbidden.times).flat();
  return {
    slots: await Promise.all(slots.map(({ slotId }) => statusOfSlot(clinic(), slotId))),
    visits: await Promise.all(
      forbidden.visits.map(async (id) => {
        const { status, slot, start } = await read(clinic().demoCentral.url, "Appointment", id);
        return { status, slot, start };
      }),
    ),
  };
};

/** Headers of a call, made ready anew for each: whoever calls may have lost their session by the one before. */
type Caller = () => Promise<Record<string, string>>;

/** Calls every procedure with every forbidden thing. @returns what each was answered, without what tells calls apart */
async function walk(caller: Caller): Promise<Map<string, string>> {
  const { kiosk, demoCentral } = clinic();
  const origin = `http://127.0.0.1:${kiosk.core.port}`;
  const { hash } = await kiosk.client.kiosk.consent({ language: "ru" });
  const [patient] = demoCentral.patients;
  const answers = new Map<string, string>();
  const [firstKind] = Object.keys(forbidden.times);
  for (const [kind, cells] of Object.entries(forbidden.times)) {
    let [time, visit] = [0, Object.keys(forbidden.times).indexOf(kind) * visitTakers.length];
    for (const { path, fields, schema } of lobby) {
      const isAboutTime = "slotId" in fields || "visitId" in fields || "date" in fields;
      if (!isAboutTime && answers.has(`${path} ${firstKind}`)) continue;
      const chosen = cells["slotId" in fields ? time++ : 0];
      if (!chosen) throw new Error("too few times");
      const values: Record<string, unknown> = {
        ...chosen,
        ...{ date: chosen.at.date, organizationId: chosen.branchId, limit: 20, language: "ru" },
        consent: { language: "ru", hash },
        ...{ phone: { kind: "declined" }, email: null, hash, reason: "finished" },
        // `booking.check` and `booking.move`: the visit is to be moved there.
        visitId: forbidden.visits["visitId" in fields ? visit++ : 0],
        policy: { kind: patient?.kind, series: patient?.series, number: patient?.number },
        yes: true,
        address: "a@example.org",
        birthDate: patient?.birthDate.split("-").reverse().join(""),
      };
      const given = Object.entries(values).filter(([name]) => name in fields);
      const input = Object.fromEntries(given);
      if ("slotId" in fields || "visitId" in fields || "scheduleId" in fields || "branchId" in fields)
        expect([path, schema.safeParse(input).success]).toEqual([path, true]);
      const answer = await fetch(`${origin}/rpc/${path.replaceAll(".", "/")}`, {
        method: "POST",
        headers: { "content-type": "application/json", cookie: kiosk.cookie, origin, ...(await caller()) },
        body: JSON.stringify({ json: input }),
      });
      const isStream = answer.headers.get("content-type")?.startsWith("text/event-stream");
      const text = isStream ? "events" : await answer.text();
      if (isStream) await answer.body?.cancel();
      answers.set(`${path} ${kind}`, `${answer.status} ${text}`);
    }
  }
  return answers;
}

/** The first demo patient at the screen, without anybody's help, with the list of their visits. */
const patientAlone =
  (more: Record<string, string> = {}): Caller =>
  async () => {
    const { kiosk } = clinic();
    const { session } = await kiosk.client.kiosk.info({});
    if (session.state !== "none" && session.patient) return { [sessionHeader]: session.id, ...more };
    await emptyLobby(kiosk.client);
    const begun = await kiosk.client.session.start({});
    if (begun.state === "none") throw new Error("no session");
    const client = kiosk.naming(begun.id);
    await patientSignsIn(clinic(), client);
    await client.booking.list({});
    return { [sessionHeader]: begun.id, ...more };
  };

const staffFile = (): string => dataFilesIn(clinic().kiosk.dataDir).staffFile;
/** The staff file with all three in it. */
let everybody: string;
/** What `infomat staff …` makes of it. @returns puts that into force */
async function staffAfter(...words: string[]): Promise<() => void> {
  await staffWords(clinic().kiosk.dataDir, words, "260481");
  const text = readFileSync(staffFile(), "utf8");
  expect(text).not.toBe(everybody);
  writeFileSync(staffFile(), everybody);
  return () => writeFileSync(staffFile(), text);
}

/** The first demo patient with this person's help; begun anew only where it is over. */
const helpedBy =
  (person: { pin: string }): Caller =>
  async () => {
    const { kiosk } = clinic();
    const { session } = await kiosk.client.kiosk.info({});
    if (session.state !== "none" && session.patient && session.help) return { [sessionHeader]: session.id };
    await emptyLobby(kiosk.client);
    const id = await beginHelp(kiosk, { who: person });
    const client = kiosk.naming(id);
    await patientSignsIn(clinic(), client);
    await client.booking.list({});
    return { [sessionHeader]: id };
  };

const whereAllAreBack =
  (caller: Caller): Caller =>
  () => {
    writeFileSync(staffFile(), everybody);
    return caller();
  };

/** What isn't the same in two walks for reasons that have nothing to do with help. */
const plain = (answers: Map<string, string>): Record<string, string> =>
  Object.fromEntries(
    [...answers].map(([call, text]) => [
      call,
      text
        .replaceAll(/"(id|sessionId)":"[\w-]{20,}"/g, '"id":"…"')
        .replaceAll(/"(now|freshAt)":\d+/g, '"$1":0'),
    ]),
  );

/** Procedures of which help changes the answer: where another is to be listed here, look twice. */
const powers = [
  ...["booking.book", "booking.cancel", "booking.check", "booking.list", "booking.move", "booking.watch"],
  ...["catalog.services", "schedule.days", "ticket.preview"],
];
/** These tell who helps. */
const tellWho = ["kiosk.info", "session.start", "session.stay"];
const withPowers = (call: string): boolean => powers.some((path) => call.startsWith(`${path} `));

/** Nothing is changed at the central API, and nothing recorded as help. */
async function walkInVain(caller: Caller): Promise<Record<string, string>> {
  const before = await atCentral();
  const since = recordsOf(clinic().kiosk).length;
  const answers = plain(await walk(caller));
  expect(await atCentral()).toEqual(before);
  const records = helpSince(clinic().kiosk, since);
  expect(records.filter((record) => !/^help\.(start|end) /.test(record))).toEqual([]);
  for (const [call, answer] of Object.entries(answers))
    if (/^booking\.(book|cancel|move) /.test(call)) expect([call, answer[0]]).toEqual([call, "4"]);
  return answers;
}

/** What a procedure with powers answers is what a patient alone is answered, or that the session is over. */
function expectNoPowers(answers: Record<string, string>): void {
  const others = Object.entries(answers).filter(
    ([call, answer]) =>
      answer.includes('"help":') ||
      (withPowers(call) && answer !== alone[call] && !answer.includes('"code":"SESSION_ENDED"')),
  );
  expect(others).toEqual([]);
}
let alone: Record<string, string>;

describe("no procedure of the lobby gives any of help's powers", () => {
  test("to a patient alone, whom the walk is answered the same twice", async () => {
    alone = await walkInVain(patientAlone());
    expect(await walkInVain(patientAlone())).toEqual(alone);
  });

  test("to a patient where a staff session that was locked is named as well", async () => {
    const { staff, signedIn } = await signInStaff(clinic().kiosk, technician);
    await staff.session.lock({});
    expect(await walkInVain(patientAlone({ [staffHeader]: signedIn.id }))).toEqual(alone);
  });

  test.each([
    ["is only signed in", async () => () => undefined],
    ["was locked", async () => (staff: StaffClient) => staff.session.lock({})],
    ["is of another role meanwhile", () => staffAfter("change", technician.name, "--role", "receptionist")],
    ["is of somebody who was removed meanwhile", () => staffAfter("remove", technician.name)],
  ])("to a staff session that %s", async (_what, prepare) => {
    const { kiosk } = clinic();
    const happens = await prepare();
    const caller = async () => {
      await emptyLobby(kiosk.client);
      const { staff, signedIn } = await signInStaff(kiosk, technician);
      await happens(staff);
      return { [sessionHeader]: signedIn.id, [staffHeader]: signedIn.id };
    };
    expectNoPowers(await walkInVain(whereAllAreBack(caller)));
  });

  test.each([
    ["was removed", ["remove", helper.name]],
    ["has another PIN", ["change", helper.name, "--pin"]],
  ])("to a patient whose helper %s meanwhile", async (_what, words) => {
    const happens = await staffAfter(...words);
    const caller = async () => {
      const headers = await helpedBy(helper)();
      happens();
      return headers;
    };
    expectNoPowers(await walkInVain(whereAllAreBack(caller)));
  });
});

test("with help the same calls go through, also where the helper's role is another meanwhile", async () => {
  const changed = await staffAfter("change", helper.name, "--role", "technician");
  const caller = async () => {
    const headers = await helpedBy(helper)();
    changed();
    return headers;
  };
  const answers = plain(await walk(caller));
  const differing = Object.keys(answers).filter((call) => answers[call] !== alone[call]);
  expect([...new Set(differing.map((call) => call.split(" ")[0]))].sort()).toEqual(
    [...powers, ...tellWho].sort(),
  );
  for (const kind of Object.keys(forbidden.times))
    for (const path of ["booking.book", "booking.move"]) expect(answers[`${path} ${kind}`]).toMatch(/^200 /);
  expect(answers["booking.cancel receptionTime"]).toMatch(/^200 /);
});

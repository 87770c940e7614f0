import { rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { type Later, temporaryFolder, waitFor, withCleanUp } from "#tests/sync/helpers.ts";
import { answerOf, faultOf, freeTimes, refused, succeeded } from "./answers.ts";
import { guid, type HubPlay, openScriptedHub, type ScriptedHub, signal } from "./scripted-hub.ts";

const times = { idDoc: "п1", idLpu: 9001, idPat: null, visitStart: null, visitEnd: null };
const booking = {
  idAppointment: "1",
  idLpu: 9001,
  idPat: "п2",
  doctorsReferral: null,
  attachedReferral: null,
  idAppointmentPrev: null,
};
const subject = { clinic: 9001, patient: "п2", doctorDays: [{ doctor: "п1", day: "2027-03-09" }] };

const readTimes = ({ client }: ScriptedHub) =>
  client.read("GetAvaibleAppointments", times, { urgency: "patient", signal });
const book = ({ client }: ScriptedHub) => client.write("SetAppointment", booking, { subject, signal });
/** Long enough for any machine; what is never answered has a deadline of its own. */
const quick = { tries: 3, timeout: 40_000, writeTimeout: 40_000 };

/** One hub, and what a write comes to under each play. */
async function bookUnder(later: Later, play: HubPlay, settings = {}) {
  const hub = await openScriptedHub(later, { ...quick, ...settings });
  hub.script = () => play;
  const outcome = await book(hub);
  return { outcome, sent: hub.asked.length };
}

test("a read says who asks and what for, and tells the answer", () =>
  withCleanUp(async (later) => {
    const hub = await openScriptedHub(later);
    hub.script = () => ({ body: freeTimes });
    const outcome = await readTimes(hub);
    expect(outcome).toMatchObject({
      kind: "answered",
      unreadable: [],
      result: { ListAppointments: [{ IdAppointment: "4711_2027-03-09_09:12:00", Room: "", Address: null }] },
    });
    const [asked] = hub.asked;
    expect(asked?.headers).toMatchObject({
      soapaction: '"http://tempuri.org/IHubService/GetAvaibleAppointments"',
      "content-type": "text/xml; charset=utf-8",
    });
    expect(asked?.headers.authorization).toBeUndefined();
    expect(asked?.body).toContain(`guid>${guid}<`);
    expect(hub.access).toEqual([null]);
  }));

test("an empty list that is told as an error is an empty list; in a booking the same number is a refusal", () =>
  withCleanUp(async (later) => {
    const hub = await openScriptedHub(later, quick);
    hub.script = ({ operation }) => ({ body: refused(operation, 39) });
    expect(await readTimes(hub)).toEqual({
      kind: "answered",
      result: { ListAppointments: [] },
      unreadable: [],
    });
    expect(await book(hub)).toMatchObject({ kind: "refused", refusal: "timeTakenOrLocked", effect: "none" });
    hub.script = ({ operation }) => ({ body: refused(operation, 39, 1) });
    expect(await readTimes(hub)).toMatchObject({ kind: "refused", errors: [39, 1] });
  }));

test.each([
  [[1], "accessDenied", "none"],
  [[33], "doctorProfile", "none"],
  [[35], "alreadyBooked", "none"],
  [[751], "alreadyBooked", "none"],
  [[38], "timeUnknown", "none"],
  [[639], "timeTaken", "none"],
  [[602], "clinicSilent", "unknown"],
  [[616], "clinicSilent", "unknown"],
  [[99], "technical", "unknown"],
  [[660], "technical", "unknown"],
  [[4242], "unknown", "unknown"],
  [[], "unknown", "unknown"],
  [["x"], "unknown", "unknown"],
  [[38, 99], "technical", "unknown"],
] as const)(
  "a booking refused with %j is %s, its effect %s, and it is sent once",
  (errors, refusal, effect) =>
    withCleanUp(async (later) => {
      const { outcome, sent } = await bookUnder(later, { body: refused("SetAppointment", ...errors) });
      expect(outcome).toMatchObject({ kind: "refused", refusal, effect });
      expect(JSON.stringify(outcome)).not.toContain("Петрова");
      expect(sent).toBe(1);
    }),
);

test.each<[string, HubPlay, string, string]>([
  ["a cut connection", "cut", "unavailable", "unknown"],
  ["no answer in time", "silent", "unavailable", "unknown"],
  ["a page instead", { body: "<html/>", type: "text/html" }, "invalidResponse", "unknown"],
  ["HTML and 503", { status: 503, body: "<html/>", type: "text/html" }, "unavailable", "unknown"],
  ["429", { status: 429, body: "", type: "text/plain" }, "unavailable", "unknown"],
  ["415", { status: 415, body: "", type: "text/plain" }, "rejected", "none"],
  ["403", { status: 403, body: "", type: "text/html" }, "unauthorized", "none"],
  ["a redirect", { status: 302, body: "", type: "text/html" }, "rejected", "none"],
  ["a fault inside", { status: 500, body: faultOf("InternalServiceFault") }, "unavailable", "unknown"],
  ["a fault of another kind", { status: 500, body: faultOf("Client") }, "rejected", "unknown"],
  [
    "what couldn't be read there",
    { status: 500, body: faultOf("DeserializationFailed") },
    "rejected",
    "none",
  ],
  ["an action not known there", { status: 500, body: faultOf("ActionNotSupported") }, "rejected", "none"],
  ["cut XML", { body: succeeded("SetAppointment", "").slice(0, -9) }, "invalidResponse", "unknown"],
  ["another answer", { body: succeeded("CheckPatient", "") }, "invalidResponse", "unknown"],
  ["success in a 500", { status: 500, body: succeeded("SetAppointment", "") }, "invalidResponse", "unknown"],
  ["no Success", { body: answerOf("SetAppointment", "<a:ErrorList/>") }, "invalidResponse", "unknown"],
])("a booking answered by %s has failed, and tells what is known of it", (_what, play, fault, effect) =>
  withCleanUp(async (later) => {
    const { outcome, sent } = await bookUnder(later, play, play === "silent" ? { writeTimeout: 300 } : {});
    expect(outcome).toMatchObject({ kind: "failed", fault, effect });
    expect(sent).toBe(1);
  }),
);

test("a booking that never left has had no effect", () =>
  withCleanUp(async (later) => {
    const unused = createServer();
    await new Promise<void>((resolve) => unused.listen(0, "127.0.0.1", resolve));
    const address = unused.address();
    const port = typeof address === "object" && address ? address.port : 0;
    await new Promise((resolve) => unused.close(resolve));
    const nobody = await openScriptedHub(later, { ...quick, url: `http://127.0.0.1:${port}/HubService.svc` });
    expect(await book(nobody)).toMatchObject({ kind: "failed", fault: "unavailable", effect: "none" });

    const keyless = await openScriptedHub(later, quick);
    rmSync(keyless.guidFile);
    expect(await book(keyless)).toMatchObject({ kind: "failed", fault: "unauthorized", effect: "none" });
    expect(keyless.asked).toEqual([]);
    expect(keyless.access).toEqual(["unauthorized"]);
    writeFileSync(keyless.guidFile, guid);
    keyless.script = () => ({ body: succeeded("SetAppointment", "") });
    expect(await book(keyless)).toMatchObject({ kind: "answered" });
  }));

test("an answer too large is not read to its end", () =>
  withCleanUp(async (later) => {
    const hub = await openScriptedHub(later, { tries: 1, maxAnswer: 2048 });
    hub.script = () => ({ body: `${freeTimes}${" ".repeat(4096)}` });
    expect(await readTimes(hub)).toMatchObject({ kind: "failed", fault: "tooLarge" });
  }));

test("a read is tried again while the hub or the clinic is silent, and no oftener than configured", () =>
  withCleanUp(async (later) => {
    const hub = await openScriptedHub(later, quick);
    const plays: HubPlay[] = ["cut", { body: refused("GetAvaibleAppointments", 602) }, { body: freeTimes }];
    hub.script = (_asked, before) => plays[before] ?? "cut";
    expect(await readTimes(hub)).toMatchObject({ kind: "answered" });
    expect(hub.asked.length).toBe(3);

    const away = await openScriptedHub(later, quick);
    expect(await readTimes(away)).toMatchObject({ kind: "failed", fault: "unavailable" });
    expect(away.asked.length).toBe(3);

    const denied = await openScriptedHub(later, quick);
    denied.script = () => ({ body: refused("GetAvaibleAppointments", 1) });
    expect(await readTimes(denied)).toMatchObject({ kind: "refused", refusal: "accessDenied" });
    expect(denied.asked.length).toBe(1);
    expect(denied.access).toEqual(["unauthorized"]);
  }));

test("a read that nobody waits for any more is given up", () =>
  withCleanUp(async (later) => {
    const hub = await openScriptedHub(later, { timeout: 60_000 });
    hub.script = () => "silent";
    const left = new AbortController();
    const outcome = hub.client.read("GetAvaibleAppointments", times, {
      urgency: "patient",
      signal: left.signal,
    });
    await waitFor(() => hub.asked.length === 1);
    left.abort();
    expect(await outcome).toMatchObject({ kind: "failed", detail: "unavailable: given up" });
    expect(hub.asked.length).toBe(1);
  }));

test("writes of one patient, and at one doctor's day, go one after the other; others side by side", () =>
  withCleanUp(async (later) => {
    const hub = await openScriptedHub(later);
    const waiting: (() => void)[] = [];
    hub.script = async () => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return { body: succeeded("SetAppointment", "") };
    };
    const send = (patient: string, doctor: string, day: string) =>
      hub.client.write(
        "SetAppointment",
        { ...booking, idPat: patient },
        {
          subject: { clinic: 9001, patient, doctorDays: [{ doctor, day }] },
          signal,
        },
      );
    const all = [
      send("a", "d1", "2027-03-09"),
      send("b", "d1", "2027-03-09"),
      send("a", "d2", "2027-03-09"),
      send("c", "d1", "2027-03-10"),
    ];
    await waitFor(() => hub.asked.length === 2);
    const patients = () => hub.asked.map(({ body }) => /idPat>(\w)</.exec(body)?.[1]);
    // The two are under way side by side: either may arrive first.
    expect(patients().sort()).toEqual(["a", "c"]);
    for (const resolve of waiting.splice(0)) resolve();
    await waitFor(() => hub.asked.length === 4);
    for (const resolve of waiting) resolve();
    await Promise.all(all);
    expect(patients().slice(2).sort()).toEqual(["a", "b"]);
  }));

test("the token of СВИП travels with each call; a refused one is renewed once", () =>
  withCleanUp(async (later) => {
    const svip = await openScriptedHub(later);
    let opened = 0;
    svip.script = () => ({
      type: "application/json",
      body: JSON.stringify({
        success: true,
        resultcode: 0,
        content: { token: `t${++opened}`, startDate: "2027-03-09T08:00:00", endDate: "2027-03-09T08:30:00" },
      }),
    });
    const url = new URL(svip.url).origin;
    const hub = await openScriptedHub(later, { ...quick, svip: { kind: "session", url } });
    let valid = "t1";
    hub.script = ({ headers }) =>
      headers.authorization === valid ? { body: freeTimes } : { status: 401, type: "text/plain", body: "" };
    expect(await readTimes(hub)).toMatchObject({ kind: "answered" });
    valid = "t2";
    expect(await readTimes(hub)).toMatchObject({ kind: "answered" });
    expect(hub.asked.map(({ headers }) => headers.authorization)).toEqual(["t1", "t1", "t2"]);
    expect(svip.asked.map(({ operation }) => operation)).toEqual([
      "/authorization/api/newsession",
      "/authorization/api/newsession",
    ]);
    valid = "none";
    expect(await book(hub)).toMatchObject({ kind: "failed", fault: "unauthorized", effect: "none" });

    const tokenFile = `${temporaryFolder(later)}/token`;
    writeFileSync(tokenFile, "from-file\n");
    const byFile = await openScriptedHub(later, { ...quick, svip: { kind: "file", tokenFile } });
    byFile.script = () => ({ body: freeTimes });
    await readTimes(byFile);
    expect(byFile.asked[0]?.headers.authorization).toBe("from-file");
  }));

test("what a clinic's system writes wrongly is told once, by the member's name alone", () =>
  withCleanUp(async (later) => {
    const hub = await openScriptedHub(later);
    hub.script = () => ({
      body: freeTimes.replace("2027-03-09T09:12:00</a:VisitEnd>", "скоро</a:VisitEnd>"),
    });
    await readTimes(hub);
    await readTimes(hub);
    expect(hub.log.of("hub.members-unreadable")).toEqual([
      { operation: "GetAvaibleAppointments", members: ["ListAppointments.VisitEnd"], count: 1 },
    ]);
    expect(hub.log.lines.join()).not.toMatch(/скоро|c0ffee/);
  }));

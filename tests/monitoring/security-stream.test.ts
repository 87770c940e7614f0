import { createSocket, type Socket } from "node:dgram";
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { LogEvent } from "#contract/base/log.ts";
import { parseConfig } from "#main/config/load.ts";
import { logEvents } from "#main/log/events.ts";
import { createLog } from "#main/log/log.ts";
import { openSecurityStream } from "#main/log/security-stream.ts";
import { switchFile } from "#main/maintenance/maintenance.ts";
import { serviceDirIn } from "#main/store/data-folder.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";
import { openDemoCentral, openKiosk, temporaryFolder, waitFor, withCleanUp } from "#tests/support/kiosk.ts";
import { signIn } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import { ask } from "./ask.ts";

const nowhere = "http://127.0.0.1:9/fhir";

/** A syslog daemon on a real UDP socket: what it was sent, in order. */
async function syslogDaemon(later: (close: () => unknown) => void) {
  const datagrams: string[] = [];
  const socket: Socket = createSocket("udp4");
  socket.on("message", (message) => datagrams.push(message.toString("utf8")));
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  later(() => socket.close());
  return { datagrams, port: socket.address().port };
}

/** The header of RFC 5424, and the JSON behind it. */
function messageOf(datagram: string) {
  const found =
    /^<(\d+)>1 (\d{4}-\d\d-\d\dT[\d:.]+Z) ([\x21-\x7e]+) infomat (\d+) ([\x21-\x7e]{1,32}) - (\{.*\})$/.exec(
      datagram,
    );
  if (!found) throw new Error(`not RFC 5424: ${datagram}`);
  const [, priority, , , , id, json = ""] = found;
  return { priority: Number(priority), id, facts: JSON.parse(json) as Record<string, unknown> };
}

test("what strangers, staff and failed sign-ins do reaches syslog, each with its id, and nothing personal", () =>
  withCleanUp(async (later) => {
    const daemon = await syslogDaemon(later);
    const demoCentral = await openDemoCentral(later);
    const kiosk = await openKiosk(later, {
      centralUrl: demoCentral.url,
      config: `log: { level: error, security: { kind: syslog, port: ${daemon.port} } }`,
      substitutes: { log: undefined },
    });
    const [patient] = demoCentral.patients;
    if (!patient) throw new Error("no demo patient");
    await refusalOf(signIn(kiosk.client, { ...patient, birthDate: "1950-01-01" }), "PATIENT_NOT_FOUND");
    await ask(kiosk.core.port, "/", { headers: { host: "evil.example" } });
    mkdirSync(serviceDirIn(kiosk.dataDir), { recursive: true });
    writeFileSync(switchFile(serviceDirIn(kiosk.dataDir)), "");
    await waitFor(() => daemon.datagrams.some((datagram) => datagram.includes("maintenance.switched")));
    await kiosk.core.close();
    await waitFor(() => daemon.datagrams.some((datagram) => datagram.includes("core.ended")));

    const messages = daemon.datagrams.map(messageOf);
    expect(messages.map(({ id }) => id)).toEqual([
      "core.ready",
      "patients.look-up-failed",
      "http.foreign-request",
      "maintenance.switched",
      "core.ended",
    ]);
    // authpriv (10), warning (4).
    expect(messages[1]).toMatchObject({ priority: 84, facts: { event: "patients.look-up-failed" } });
    expect(messages[3]?.facts).toMatchObject({ service: "closed" });
    for (const personal of [patient.number, patient.name, patient.birthDate, "evil.example"])
      expect(daemon.datagrams.join("\n")).not.toContain(personal);
    // The level of the log is its own: nothing of these is an error.
    expect(existsSync(join(kiosk.dataDir, "infomat.log"))).toBe(false);
  }));

test("settings that are others than at the last start are told, once; the first start and comments are none", () =>
  withCleanUp(async (later) => {
    const dataDir = temporaryFolder(later);
    const startWith = async (config: string) => {
      const kiosk = await openKiosk(later, { centralUrl: nowhere, dataDir, config });
      await kiosk.core.close();
      return kiosk.log.of("core.settings-changed").length;
    };
    expect(await startWith("session: { idle: 60 }")).toBe(0);
    expect(await startWith("# the same\nsession: { idle: 60 }")).toBe(0);
    expect(await startWith("session: { idle: 50 }")).toBe(1);
    expect(await startWith("session: { idle: 50 }")).toBe(0);
  }));

test("on standard error each line bears journald's priority; others of the log are not there", () =>
  withCleanUp(async (later) => {
    const file = join(temporaryFolder(later), "stderr");
    const stream = openSecurityStream(
      { kind: "stderr" },
      { now: () => 0, onLost: () => undefined, stderr: openSync(file, "a") },
    );
    const log = createLog({
      level: "error",
      destination: { write: () => undefined },
      security: stream?.write,
    });
    log.write("http.foreign-request", { method: "GET" });
    log.write("booking.booked", { key: "1" });
    log.write("journal.lost");
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    expect(lines).toEqual([
      expect.stringMatching(
        /^<4>infomat-security \{"event":"http.foreign-request","method":"GET","msg":".*"\}$/,
      ),
      expect.stringMatching(/^<3>infomat-security \{"event":"journal.lost","msg":".*"\}$/),
    ]);
  }));

test("a flood is bounded in the stream as in the log, and its end is told", () =>
  withCleanUp(async (later) => {
    const daemon = await syslogDaemon(later);
    const clock = fakeClock();
    const stream = openSecurityStream(
      { kind: "syslog", address: "127.0.0.1", port: daemon.port },
      { now: () => 0, onLost: () => undefined },
    );
    const log = createLog({
      level: "error",
      destination: { write: () => undefined },
      security: stream?.write,
      monotonic: clock.monotonic,
    });
    for (let index = 0; index < 1000; index++) log.write("http.foreign-request", { method: "GET" });
    clock.advance(61_000);
    log.write("http.foreign-request", { method: "GET" });
    await stream?.close();
    await waitFor(() => daemon.datagrams.length >= 62);
    const messages = daemon.datagrams.map(messageOf);
    expect(messages).toHaveLength(62);
    expect(messages[60]).toMatchObject({
      id: "log.lines-left-out",
      facts: { of: "http.foreign-request", lines: 940 },
    });
  }));

test("a stream that can't be written harms nothing, and the log tells", () =>
  withCleanUp(async (later) => {
    const lost: string[] = [];
    const file = join(temporaryFolder(later), "closed");
    writeFileSync(file, "");
    const stream = openSecurityStream(
      { kind: "stderr" },
      // Opened for reading: nothing can be written.
      { now: () => 0, onLost: (fault) => void lost.push(fault), stderr: openSync(file, "r") },
    );
    stream?.write({ id: "journal.lost", level: "error", sentence: "…", facts: {} });
    expect(lost).toEqual(["EBADF"]);
  }));

test("what doesn't fit a datagram keeps its id", () =>
  withCleanUp(async (later) => {
    const daemon = await syslogDaemon(later);
    const stream = openSecurityStream(
      { kind: "syslog", address: "127.0.0.1", port: daemon.port },
      { now: () => 0, onLost: () => undefined },
    );
    stream?.write({
      id: "journal.lost",
      level: "error",
      sentence: "Lost",
      facts: { detail: "ж".repeat(3000) },
    });
    await stream?.close();
    await waitFor(() => daemon.datagrams.length === 1);
    expect(messageOf(daemon.datagrams[0] ?? "")).toEqual({
      priority: 83,
      id: "journal.lost",
      facts: { event: "journal.lost", cut: true, msg: "Lost" },
    });
  }));

test("security events fit syslog's MSGID", () => {
  const events: (readonly [string, LogEvent])[] = Object.entries(logEvents);
  const ids = events.filter(([, event]) => event.security).map(([id]) => id);
  expect(ids).toContain("http.page-refused");
  expect(ids.filter((id) => !/^[\x21-\x7e]{1,32}$/.test(id))).toEqual([]);
});

test("a name in place of an address is a fault of the configuration", () => {
  const config = (text: string) => parseConfig(`log: { security: ${text} }`, "kiosk.yaml").log.security;
  expect(config("{ kind: syslog }")).toEqual({ kind: "syslog", address: "127.0.0.1", port: 514 });
  expect(() => config("{ kind: syslog, address: logs.example }")).toThrow(/IP address/);
});

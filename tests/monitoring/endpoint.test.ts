import { mkdirSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseConfig } from "#main/config/load.ts";
import { ConfigError } from "#main/files/config-error.ts";
import { freePort } from "#main/launcher/free-port.ts";
import { switchFile } from "#main/maintenance/maintenance.ts";
import { serviceDirIn } from "#main/store/data-folder.ts";
import { systemClock } from "#main/time/clock.ts";
import { openDemoCentral, openKiosk, temporaryFolder, waitFor, withCleanUp } from "#tests/support/kiosk.ts";
import { book, firstOffer, signIn } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import { createAuthority } from "#tests/sync/certificates.ts";
import { ask, samplesOf } from "./ask.ts";

const token = "7c1f6ad0e2b94d3b8a5f";
/** The monitoring address of a kiosk that has nobody to talk to. */
const nowhere = "http://127.0.0.1:9/fhir";
const listening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(true));
    socket.on("error", () => resolve(false));
    socket.on("connect", () => socket.destroy());
  });

/** A kiosk at a demo central API of its own, and the port where it is watched. */
async function openMonitored(
  later: (close: () => unknown) => void,
  more: Pick<Parameters<typeof openKiosk>[1], "expectsWindow"> = {},
) {
  const demoCentral = await openDemoCentral(later);
  const port = await freePort();
  const config = `monitoring: { port: ${port} }`;
  return {
    demoCentral,
    port,
    kiosk: await openKiosk(later, { centralUrl: demoCentral.url, config, ...more }),
  };
}

test("a kiosk whose patients can book is ready; what is missing stands in /readyz by its code", () =>
  withCleanUp(async (later) => {
    const { port, kiosk } = await openMonitored(later);
    const codes = async () => {
      const { status, body } = await ask(port, "/readyz");
      const { ready, missing } = JSON.parse(body) as { ready: boolean; missing: { code: string }[] };
      expect(status).toBe(ready ? 200 : 503);
      return missing.map(({ code }) => code);
    };
    const health = await ask(port, "/healthz");
    expect(health.status).toBe(200);
    expect(JSON.parse(health.body)).toMatchObject({ status: "ok" });
    await kiosk.online();
    await waitFor(async () => (await codes()).length === 0);

    mkdirSync(serviceDirIn(kiosk.dataDir), { recursive: true });
    writeFileSync(switchFile(serviceDirIn(kiosk.dataDir)), "");
    await waitFor(async () => (await codes()).includes("OUT_OF_SERVICE"));
    expect(samplesOf((await ask(port, "/metrics")).body).get("infomat_ready")).toBe(0);

    kiosk.core.windowOpened();
    expect(await codes()).toEqual(["OUT_OF_SERVICE", "WINDOW_MISSING"]);
  }));

test("before its first window is up a kiosk isn't ready, however soon the central API answers", () =>
  withCleanUp(async (later) => {
    const { port, kiosk } = await openMonitored(later, { expectsWindow: true });
    await kiosk.online();
    const missing = async (): Promise<unknown> => JSON.parse((await ask(port, "/readyz")).body);
    expect(await missing()).toMatchObject({ ready: false, missing: [{ code: "WINDOW_MISSING" }] });
    kiosk.core.windowOpened();
    await kiosk.client.kiosk.beat({});
    expect(await missing()).toMatchObject({ ready: true });
  }));

test("how long a certificate is good stands by its setting, and a renewed one counts at once", () =>
  withCleanUp(async (later) => {
    const port = await freePort();
    const folder = temporaryFolder(later);
    const { caFile } = createAuthority(folder);
    await openKiosk(later, {
      centralUrl: nowhere,
      config: `monitoring: { port: ${port} }\ncentral: { url: "${nowhere}", caFile: "${caFile}" }`,
      substitutes: { clock: systemClock },
    });
    const left = async () => {
      const { body } = await ask(port, "/metrics");
      return samplesOf(body).get('infomat_certificate_days_left{setting="central.caFile"}');
    };
    // The authority's certificate is made for two days.
    expect(await left()).toBeGreaterThan(1.9);
    expect(await left()).toBeLessThanOrEqual(2);
    writeFileSync(caFile, "no certificate");
    expect(await left()).toBeUndefined();
  }));

test("a kiosk that never reached its central API says so", () =>
  withCleanUp(async (later) => {
    const port = await freePort();
    await openKiosk(later, { centralUrl: nowhere, config: `monitoring: { port: ${port} }` });
    const { status, body } = await ask(port, "/readyz");
    expect(status).toBe(503);
    expect(JSON.parse(body)).toEqual({
      ready: false,
      missing: [
        { code: "SCHEDULE_NOT_LOADED", text: expect.any(String) },
        { code: "SELF_TEST_PENDING", text: expect.any(String) },
      ],
    });
    expect((await ask(port, "/healthz")).status).toBe(200);
  }));

test("metrics count what patients do, and hold nothing of them", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const port = await freePort();
    const kiosk = await openKiosk(later, {
      centralUrl: demoCentral.url,
      demoControlUrl: demoCentral.controlUrl,
      config: `monitoring: { port: ${port} }`,
    });
    await kiosk.online();
    const samples = async () => samplesOf((await ask(port, "/metrics")).body);
    const before = await samples();
    expect(before.get('infomat_operations_total{kind="book",outcome="shown"}')).toBe(0);
    expect(before.get('infomat_sign_in_failures_total{reason="notFound"}')).toBe(0);

    const [patient] = demoCentral.patients;
    if (!patient) throw new Error("no demo patient");
    await refusalOf(signIn(kiosk.client, { ...patient, birthDate: "1950-01-01" }), "PATIENT_NOT_FOUND");
    await signIn(kiosk.client, patient);
    const ticket = await book(kiosk.client, await firstOffer(kiosk.client));
    const during = await samples();
    expect(during.get("infomat_session_open")).toBe(1);
    expect(during.get('infomat_unsettled_operations{state="showing"}')).toBe(1);
    await kiosk.client.booking.shown({ visitId: ticket.visitId });
    await kiosk.client.ticket.print({ visitId: ticket.visitId, language: "ru" });
    await kiosk.client.session.end({ reason: "finished" });
    await kiosk.client.demo.set({ paperOut: true });

    const { body, headers } = await ask(port, "/metrics");
    const after = samplesOf(body);
    expect(headers["content-type"]).toBe("text/plain; version=0.0.4; charset=utf-8");
    expect(Object.fromEntries(after)).toMatchObject({
      'infomat_operations_total{kind="book",outcome="shown"}': 1,
      'infomat_unsettled_operations{state="showing"}': 0,
      'infomat_sign_in_failures_total{reason="notFound"}': 1,
      'infomat_print_jobs_total{state="confirmed"}': 1,
      'infomat_printer_status{status="paperOut"}': 1,
      'infomat_printer_status{status="ready"}': 0,
      'infomat_sessions_ended_total{reason="finished"}': 1,
      'infomat_central_state{state="online"}': 1,
      'infomat_log_events_total{event="booking.booked"}': 1,
      infomat_session_open: 0,
      infomat_unsettled_oldest_seconds: 0,
      infomat_unread_metrics: 0,
    });
    expect(after.get("infomat_sessions_total")).toBeGreaterThan(0);
    expect(after.get("infomat_mirror_age_seconds")).toBeLessThan(60);
    expect(after.get("process_resident_memory_bytes")).toBeGreaterThan(1e7);
    expect(after.get("infomat_disk_free_bytes")).toBeGreaterThan(0);
    expect(after.get('infomat_event_loop_lag_seconds{statistic="max"}')).toBeGreaterThanOrEqual(0);
    for (const personal of [patient.number, patient.name, ticket.visitId, ticket.doctor.name])
      expect(body).not.toContain(personal);
    // Labels are closed lists: what was done makes no new ones.
    expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
  }));

test("without the section nothing listens, and the screens' port serves none of it", () =>
  withCleanUp(async (later) => {
    const kiosk = await openKiosk(later, { centralUrl: nowhere });
    expect(kiosk.log.of("monitoring.listening")).toEqual([]);
    for (const path of ["/metrics", "/healthz", "/readyz"])
      expect((await ask(kiosk.core.port, path, { headers: { cookie: kiosk.cookie } })).status).toBe(404);
  }));

test("an address that other machines reach is refused without token or client certificates", () => {
  const config = (text: string) => parseConfig(`monitoring: ${text}`, "kiosk.yaml").monitoring;
  expect(config("{}")).toMatchObject({ address: "127.0.0.1", port: 9740 });
  for (const open of ["{ address: 10.1.2.3 }", "{ address: '::' }", "{ address: 0.0.0.0 }"]) {
    expect(() => config(open)).toThrow(ConfigError);
    expect(() => config(open)).toThrow(/monitoring.address: .* set tokenFile, or tls with clientCaFile/);
  }
  expect(() => config("{ address: 10.1.2.3, tls: { certFile: a, keyFile: b } }")).toThrow(ConfigError);
  expect(() => config("{ address: example.org }")).toThrow(/IP address/);
  expect(config("{ address: 10.1.2.3, tokenFile: t }")).toBeDefined();
  expect(config("{ address: 10.1.2.3, tls: { certFile: a, keyFile: b, clientCaFile: c } }")).toBeDefined();
});

test("a token file that is missing or holds no token is a fault of the configuration", () =>
  withCleanUp(async (later) => {
    const tokenFile = join(temporaryFolder(later), "token");
    const open = async () => {
      const config = `monitoring: { port: ${await freePort()}, tokenFile: ${tokenFile} }`;
      await openKiosk(later, { centralUrl: nowhere, config });
    };
    await expect(open()).rejects.toThrow(ConfigError);
    writeFileSync(tokenFile, "short\n");
    await expect(open()).rejects.toThrow(/holds no token/);
  }));

test("with a token, nothing is answered to whoever has another one or none", () =>
  withCleanUp(async (later) => {
    const tokenFile = join(temporaryFolder(later), "token");
    writeFileSync(tokenFile, `${token}\n`);
    const port = await freePort();
    const kiosk = await openKiosk(later, {
      centralUrl: nowhere,
      config: `monitoring: { port: ${port}, tokenFile: ${tokenFile} }`,
    });
    const asked = async (authorization?: string) =>
      (await ask(port, "/healthz", { headers: authorization === undefined ? {} : { authorization } })).status;
    expect(await asked()).toBe(401);
    for (const wrong of [`Bearer ${token}x`, `Bearer ${token.slice(1)}`, "Bearer ", token, `Basic ${token}`])
      expect(await asked(wrong)).toBe(401);
    expect((await ask(port, "/metrics")).body).toBe("");
    expect(await asked(`Bearer ${token}`)).toBe(200);
    expect(kiosk.log.of("monitoring.refused")).toContainEqual({ reason: "token" });
    expect(kiosk.log.lines.join("\n")).not.toContain(token.slice(1));
  }));

test("other hosts, pages of browsers, other methods and other paths are refused", () =>
  withCleanUp(async (later) => {
    const port = await freePort();
    await openKiosk(later, {
      centralUrl: nowhere,
      config: `monitoring: { port: ${port}, hosts: [kiosk-3.clinic.example] }`,
    });
    const status = async (path: string, options: Parameters<typeof ask>[2] = {}) =>
      (await ask(port, path, options)).status;
    const host = (name: string) => ({ headers: { host: name } });
    expect(await status("/healthz", host("evil.example"))).toBe(403);
    expect(await status("/healthz", host(`evil.example:${port}`))).toBe(403);
    expect(await status("/healthz", host(`127.0.0.1:${port + 1}`))).toBe(403);
    expect(await status("/healthz", host(`localhost:${port}`))).toBe(200);
    expect(await status("/healthz", host(`kiosk-3.clinic.example:${port}`))).toBe(200);
    expect(await status("/healthz", { headers: { origin: `http://127.0.0.1:${port}` } })).toBe(403);
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"])
      expect(await status("/healthz", { method, body: "{}" })).toBe(405);
    expect(await status("/healthz", { method: "HEAD" })).toBe(200);
    for (const path of [
      "/",
      "/rpc/kiosk/info",
      "/auth",
      "/metrics/",
      "/../metrics",
      "/__proto__",
      "/index.html",
    ])
      expect(await status(path)).toBe(404);
    // Node's own bound, before anything of ours runs.
    expect(await status("/healthz", { headers: { "x-long": "a".repeat(10_000) } })).toBe(431);
    expect(await status("/healthz")).toBe(200);
  }));

test("with client certificates, only one of the authority is answered", () =>
  withCleanUp(async (later) => {
    const folder = temporaryFolder(later);
    const authority = createAuthority(folder);
    const [kioskId, scraper] = [authority.sign("kiosk"), authority.sign("scraper")];
    const stranger = createAuthority(temporaryFolder(later)).sign("stranger");
    const port = await freePort();
    const tls = `{ certFile: ${kioskId.certFile}, keyFile: ${kioskId.keyFile}, clientCaFile: ${authority.caFile} }`;
    const kiosk = await openKiosk(later, {
      centralUrl: nowhere,
      config: `monitoring: { port: ${port}, tls: ${tls} }`,
    });
    const { ca } = authority;
    const { status } = await ask(port, "/healthz", { tls: { ca, cert: scraper.cert, key: scraper.key } });
    expect(status).toBe(200);
    await expect(ask(port, "/healthz", { tls: { ca } })).rejects.toThrow();
    await expect(
      ask(port, "/healthz", { tls: { ca, cert: stranger.cert, key: stranger.key } }),
    ).rejects.toThrow();
    await expect(ask(port, "/healthz")).rejects.toThrow();
    await waitFor(() => kiosk.log.of("monitoring.handshake-failed").length > 0);
  }));

test("an address that can't be opened keeps no patient waiting, and is tried again", () =>
  withCleanUp(async (later) => {
    const port = await freePort();
    const first = await openKiosk(later, { centralUrl: nowhere, config: `monitoring: { port: ${port} }` });
    const second = await openKiosk(later, { centralUrl: nowhere, config: `monitoring: { port: ${port} }` });
    await waitFor(() => second.log.of("monitoring.not-listening").length > 0);
    expect(second.log.of("monitoring.not-listening")[0]).toMatchObject({ port, code: "EADDRINUSE" });
    expect((await second.client.session.start({})).state).toBe("open");
    await first.core.close();
    await waitFor(() => second.log.of("monitoring.listening").length > 0);
    expect((await ask(port, "/healthz")).status).toBe(200);
  }));

test("connections that say nothing are given up, and keep monitoring from nothing", () =>
  withCleanUp(async (later) => {
    const port = await freePort();
    await openKiosk(later, { centralUrl: nowhere, config: `monitoring: { port: ${port} }` });
    const silent = Array.from({ length: 60 }, () => connect(port, "127.0.0.1").on("error", () => undefined));
    later(() => {
      for (const socket of silent) socket.destroy();
    });
    await waitFor(() => silent.filter((socket) => socket.destroyed || socket.closed).length >= 20);
    expect((await ask(port, "/healthz")).status).toBe(200);
    expect(await listening(port)).toBe(true);
  }));

import { mkdirSync, renameSync, rmSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { parseConfig } from "#main/config/load.ts";
import { ConfigError } from "#main/files/config-error.ts";
import { freePort } from "#main/launcher/free-port.ts";
import { dataFilesIn } from "#main/store/data-folder.ts";
import { ask } from "#tests/monitoring/ask.ts";
import { waitFor } from "#tests/support/kiosk.ts";
import { arrivedPatient } from "#tests/support/patient-at-kiosk.ts";
import { sharedKiosk } from "#tests/support/shared-kiosk.ts";
import { kioskToken, tokenFile } from "./counter.ts";

const closers: (() => unknown)[] = [];
afterAll(() => {
  for (const close of closers) close();
});
const port = await freePort();
const file = tokenFile((close) => closers.push(close));
const shared = sharedKiosk(`{ reception: { port: ${port}, tokenFile: ${file} } }`);

const by = { name: "Анна", role: "receptionist", session: "session-1" };
type Told = { readonly status: number; readonly code: string; readonly json: unknown };
async function call(path: string, input: object, headers: Record<string, string> = {}): Promise<Told> {
  const { status, body } = await ask(port, `/counter/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${kioskToken}`, ...headers },
    body: JSON.stringify({ json: input }),
  });
  const read = body === "" ? {} : (JSON.parse(body) as { json?: { code?: string } });
  return { status, code: read.json?.code ?? "", json: read.json };
}
const listening = () =>
  waitFor(async () => {
    try {
      return (await call("state", {})).status === 200;
    } catch {
      return false;
    }
  });

test("patients' names go out only to whoever proves who they are, and beyond this machine only by TLS", () => {
  const faultOf = (section: string): string => {
    try {
      parseConfig(`reception: ${section}`, "kiosk.yaml");
      return "";
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      return error.message;
    }
  };
  const tls = "certFile: /c, keyFile: /k";
  expect(faultOf("{}")).toMatch(/tokenFile/);
  expect(faultOf(`{ tls: { ${tls} } }`)).toMatch(/tokenFile/);
  expect(faultOf("{ address: 10.0.0.5, tokenFile: /t }")).toMatch(/tls/);
  expect(faultOf("{ tokenFile: /t }")).toBe("");
  expect(faultOf(`{ address: 10.0.0.5, tokenFile: /t, tls: { ${tls} } }`)).toBe("");
  expect(faultOf(`{ address: 10.0.0.5, tls: { ${tls}, clientCaFile: /ca } }`)).toBe("");
});

describe("the kiosk's address for the counter", () => {
  test.each([
    ["no token", { authorization: "" }, 401],
    ["another token", { authorization: `Bearer ${kioskToken}0` }, 401],
    ["a browser's page", { origin: `http://127.0.0.1:${port}` }, 403],
    ["a name that was bound to it", { host: `evil.example:${port}` }, 403],
    ["another form", { "content-type": "text/plain" }, 415],
  ])("refuses a request with %s", async (_what, headers, status) => {
    await listening();
    expect((await call("state", {}, headers)).status).toBe(status);
    expect((await call("lists", { by }, headers)).status).toBe(status);
  });

  test("serves its own contract alone, and nobody who isn't named", async () => {
    await listening();
    for (const path of [
      "/rpc/kiosk/info",
      "/staff/tickets/today",
      "/counter/session/signIn",
      "/",
      "/metrics",
    ])
      expect((await ask(port, path, { headers: { authorization: `Bearer ${kioskToken}` } })).status).toBe(
        404,
      );
    expect((await call("lists", {})).status).toBe(400);
    expect((await call("lists", { by: { ...by, role: "director" } })).status).toBe(400);
    expect((await call("maintenance/set", { by, service: "closed" })).code).toBe("STAFF_NOT_ALLOWED");
    const big = { by, visitId: "1", language: "ru", more: "x".repeat(300 * 1024) };
    expect((await call("tickets/print", big)).status).toBe(413);
    // The screens' own port serves none of it.
    const { core } = shared().kiosk;
    expect((await fetch(`http://127.0.0.1:${core.port}/counter/state`, { method: "POST" })).status).toBe(404);
  });

  test("prints nobody's ticket into another patient's hands", async () => {
    await listening();
    const { kiosk, demoCentral } = shared();
    const { ticket } = await arrivedPatient(kiosk.client, demoCentral);
    await kiosk.client.booking.shown({ visitId: ticket.visitId });
    const print = { by, visitId: ticket.visitId, language: "ru" };
    // Their own, while they stand there.
    expect((await call("tickets/print", print)).status).toBe(200);
    await kiosk.client.session.end({ reason: "home" });
    const [, other] = demoCentral.patients;
    if (!other) throw new Error("no second patient");
    await kiosk.client.session.start({});
    await kiosk.client.session.signIn({
      policy: { kind: other.kind, series: other.series, number: other.number },
      birthDate: other.birthDate.split("-").reverse().join(""),
    });
    expect((await call("tickets/print", print)).code).toBe("STAFF_PATIENT_HERE");
    await kiosk.client.session.end({ reason: "home" });
    expect((await call("tickets/print", print)).status).toBe(200);
  });

  test("does nothing that can't be recorded", async () => {
    await listening();
    const { kiosk } = shared();
    const { auditFile } = dataFilesIn(kiosk.dataDir);
    renameSync(auditFile, `${auditFile}.kept`);
    mkdirSync(auditFile);
    const technician = { ...by, role: "technician", session: "session-2" };
    expect((await call("maintenance/set", { by: technician, service: "closed" })).code).toBe(
      "STAFF_UNRECORDED",
    );
    expect((await call("lists", { by: technician })).code).toBe("STAFF_UNRECORDED");
    // Asked once more, it is still not looked at unrecorded.
    expect((await call("lists", { by: technician })).code).toBe("STAFF_UNRECORDED");
    rmSync(auditFile, { recursive: true });
    renameSync(`${auditFile}.kept`, auditFile);
    expect((await kiosk.client.kiosk.info({})).service).toBe("open");
    expect((await call("lists", { by: technician })).status).toBe(200);
  });
});

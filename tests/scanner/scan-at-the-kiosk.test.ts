import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { KioskEvent } from "#contract/page/events.ts";
import { printPolicyBarcode } from "#main/demo/policy-barcode.ts";
import {
  type KioskClient,
  openDemoCentral,
  openKiosk,
  temporaryFolder,
  waitFor,
  withCleanUp,
} from "#tests/support/kiosk.ts";
import { signIn, typed } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import { startFakeScanner } from "./fake-scanner.ts";

const stranger = { family: "Чужой", given: "Пётр", patronymic: "", sex: "male" } as const;
const person = { ...stranger, type: 2, number: "4056410842001238", birthDate: "1985-03-07" } as const;

/** Everything that the core tells of the scanner from now on. */
async function scansOf(client: KioskClient, later: (close: () => unknown) => void) {
  const scans: Extract<KioskEvent, { type: "scanner" }>["scan"][] = [];
  const stop = new AbortController();
  later(() => stop.abort());
  let listening = false;
  const stream = await client.events.listen({}, { signal: stop.signal });
  void (async () => {
    for await (const event of stream) {
      listening = true;
      if (event.type === "scanner") scans.push(event.scan);
    }
  })().catch(() => undefined);
  await waitFor(() => listening);
  return scans;
}

async function kioskWithScanner(later: (close: () => unknown) => void, demo = false) {
  const folder = temporaryFolder(later);
  const scanner = await startFakeScanner(folder, later);
  const configFile = join(folder, "kiosk.yaml");
  writeFileSync(configFile, `scanner: { kind: serial, path: ${scanner.path}, baudRate: 115200 }\n`);
  const demoCentral = await openDemoCentral(later);
  const kiosk = await openKiosk(later, {
    centralUrl: demoCentral.url,
    configFile,
    ...(demo ? { demoControlUrl: demoCentral.controlUrl } : {}),
  });
  await waitFor(() => kiosk.log.of("scanner.ready").length > 0);
  return { kiosk, scanner, demoCentral, scans: await scansOf(kiosk.client, later) };
}

test("a policy, a number, a ticket, nonsense: each comes to the screens as what it is, nothing personal into the log", () =>
  withCleanUp(async (later) => {
    const { kiosk, scanner, scans } = await kioskWithScanner(later);
    const held = [
      "5388789769000455\r\n",
      "INFOMAT:V1:visit-7\r\n",
      "4607001234567\r\n",
      printPolicyBarcode(person).subarray(0, 70),
      printPolicyBarcode(person),
    ];
    for (const [place, code] of held.entries()) {
      await scanner.send(code);
      await waitFor(() => scans.length === place + 1);
    }
    expect(scans).toEqual([
      { kind: "number", number: "5388789769000455" },
      { kind: "visit", id: "visit-7" },
      { kind: "fault", fault: "SCAN_FOREIGN" },
      { kind: "fault", fault: "SCAN_PARTIAL" },
      { kind: "policy", number: "4056410842001238", birthDate: "1985-03-07" },
    ]);
    const log = kiosk.log.lines.join("\n");
    expect(log).toContain('"kind":"policy"');
    expect(log).not.toMatch(/4056410842001238|5388789769000455|visit-7|1985/);
  }));

test("what was scanned signs in as if it were typed, and counts as a try all the same", () =>
  withCleanUp(async (later) => {
    const { kiosk, scanner, scans, demoCentral } = await kioskWithScanner(later);
    const known = demoCentral.patients.find(
      ({ kind, number }) => kind === "unified" && number === person.number,
    );
    if (!known) throw new Error("no such demo patient");
    await scanner.send(printPolicyBarcode({ ...person, birthDate: "1950-01-01" }));
    await waitFor(() => scans.length === 1);
    const [scan] = scans;
    if (scan?.kind !== "policy") throw new Error("not a policy");
    await kiosk.client.session.start({});
    const policy = { kind: "unified", number: scan.number } as const;
    const birthDate = typed(scan.birthDate);
    for (let tries = 0; tries < 5; tries++) {
      await refusalOf(kiosk.client.session.signIn({ policy, birthDate }), "PATIENT_NOT_FOUND");
    }
    await refusalOf(
      kiosk.client.session.signIn({ policy, birthDate: typed(known.birthDate) }),
      "TOO_MANY_TRIES",
    );
  }));

test("while someone is signed in another policy is not even read", () =>
  withCleanUp(async (later) => {
    const { kiosk, scanner, scans, demoCentral } = await kioskWithScanner(later);
    const [known] = demoCentral.patients;
    if (!known) throw new Error("no demo patient");
    await signIn(kiosk.client, known);
    await scanner.send(printPolicyBarcode(person));
    await waitFor(() => scans.length === 1);
    expect(scans).toEqual([{ kind: "ignored" }]);
    expect(await kiosk.client.scanner.read({ text: person.number })).toEqual({ kind: "ignored" });
    await kiosk.client.session.end({ reason: "home" });
    expect(await kiosk.client.scanner.read({ text: person.number })).toEqual({
      kind: "number",
      number: person.number,
    });
  }));

test("a cable pulled in the middle of a scan, and put back: the next scan is whole", () =>
  withCleanUp(async (later) => {
    const { kiosk, scanner, scans } = await kioskWithScanner(later);
    await scanner.send(printPolicyBarcode(person).subarray(0, 50));
    await scanner.unplug();
    await waitFor(() => kiosk.log.of("scanner.gone").length > 0);
    const before = scans.length;
    await scanner.plugIn();
    await waitFor(() => kiosk.log.of("scanner.ready").length === 2);
    await scanner.send(printPolicyBarcode(person));
    await waitFor(() => scans.length > before);
    expect(scans.at(-1)).toMatchObject({ kind: "policy", number: person.number });
  }));

test("a scanner that isn't there keeps nobody from using the kiosk, and is told once", () =>
  withCleanUp(async (later) => {
    const folder = temporaryFolder(later);
    const configFile = join(folder, "kiosk.yaml");
    writeFileSync(configFile, "scanner: { kind: serial, path: /dev/no-such-scanner }\n");
    const kiosk = await openKiosk(later, { centralUrl: "http://127.0.0.1:9/fhir", configFile });
    await waitFor(() => kiosk.log.of("scanner.unopened").length > 0);
    expect((await kiosk.client.kiosk.info({})).scanner).toBe("serial");
    expect((await kiosk.client.session.start({})).state).toBe("open");
  }));

test("the demo holds its patients' policies to a scanner that isn't there, and nobody else's", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const kiosk = await openKiosk(later, {
      centralUrl: demoCentral.url,
      demoControlUrl: demoCentral.controlUrl,
    });
    const scans = await scansOf(kiosk.client, later);
    const known = demoCentral.patients.find(({ kind }) => kind === "unified");
    if (!known) throw new Error("no demo patient");
    await kiosk.client.demo.scan({ number: known.number });
    await waitFor(() => scans.length === 1);
    expect(scans).toEqual([{ kind: "policy", number: known.number, birthDate: known.birthDate }]);
    await refusalOf(kiosk.client.demo.scan({ number: "5500000000000000" }), "NOT_FOUND");
  }));

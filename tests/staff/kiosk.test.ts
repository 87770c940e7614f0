import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkAudit } from "#main/staff/audit/check.ts";
import { dataFilesIn } from "#main/store/data-folder.ts";
import { openDemoCentral, openKiosk, type TestKiosk } from "#tests/support/kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import { addStaff, receptionist, signInStaff, technician } from "#tests/support/staff.ts";

const closers: (() => unknown)[] = [];
const { promise: restarted, resolve: onRestartWanted } = Promise.withResolvers<void>();
const { promise: left, resolve: onLeave } = Promise.withResolvers<void>();
let kiosk: TestKiosk;
beforeAll(async () => {
  const later = (close: () => unknown) => closers.push(close);
  const demoCentral = await openDemoCentral(later);
  kiosk = await openKiosk(later, {
    centralUrl: demoCentral.url,
    demoControlUrl: demoCentral.controlUrl,
    shell: { onRestartWanted, onLeave },
  });
  await kiosk.online();
  await addStaff(kiosk.dataDir, receptionist, technician);
});
afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

/** The acts of these paths in the audit, in order. */
const recorded = (act: string) => {
  const files = dataFilesIn(kiosk.dataDir);
  const { records, faults } = checkAudit(files, readFileSync(files.keyFile));
  expect(faults).toEqual([]);
  return records
    .filter((record) => record.act === act)
    .map(({ who, step, code, detail }) => [who, step, code ?? detail ?? ""]);
};

test("a receptionist may do nothing of it, and each try is in the audit", async () => {
  const { staff } = await signInStaff(kiosk, receptionist);
  const acts = {
    state: () => staff.kiosk.state({}),
    events: () => staff.kiosk.events({}),
    testPrint: () => staff.kiosk.testPrint({}),
    rollChanged: () => staff.kiosk.rollChanged({}),
    syncNow: () => staff.kiosk.syncNow({}),
    setService: () => staff.kiosk.setService({ service: "closed" }),
    restart: () => staff.kiosk.restart({}),
    leave: () => staff.kiosk.leave({}),
  };
  for (const [act, call] of Object.entries(acts)) {
    await refusalOf(call(), "STAFF_NOT_ALLOWED");
    expect(recorded(`kiosk.${act}`)).toEqual([["Анна", "refused", "STAFF_NOT_ALLOWED"]]);
  }
  expect((await kiosk.client.kiosk.info({})).service).toBe("open");
});

test("a technician sees how the kiosk stands, prints a test ticket, notes a roll, pulls, and takes it out of service", async () => {
  const { staff } = await signInStaff(kiosk, technician);
  expect(await staff.kiosk.state({})).toMatchObject({
    service: "open",
    central: { state: "online" },
    booking: "open",
    printer: "ready",
    roll: null,
    scanner: "none",
    disk: { total: expect.any(Number) },
    toSettle: 0,
  });
  await kiosk.client.demo.set({ paperOut: true });
  const refused = await refusalOf(staff.kiosk.testPrint({}), "PRINTER_NOT_READY");
  expect(refused.status).toBe("paperOut");
  await kiosk.client.demo.set({ paperOut: false });
  expect(await staff.kiosk.rollChanged({})).toEqual({});
  expect(await staff.kiosk.testPrint({})).toEqual({});
  // A ticket of nobody is on no list of reception's.
  expect(await staff.tickets.today({})).toEqual([]);
  expect(await staff.kiosk.syncNow({})).toEqual({ outcome: "done" });
  await staff.kiosk.setService({ service: "closed" });
  expect(await staff.kiosk.state({})).toMatchObject({ service: "closed", roll: { tickets: 0 } });
  await staff.kiosk.setService({ service: "open" });
  expect((await kiosk.client.kiosk.info({})).service).toBe("open");
  const [first, ...others] = recorded("kiosk.testPrint").filter(([who]) => who === "Борис");
  expect([first, ...others]).toEqual([
    ["Борис", "begun", ""],
    ["Борис", "failed", "PRINTER_NOT_READY"],
    ["Борис", "begun", ""],
    ["Борис", "done", ""],
  ]);
  expect(recorded("kiosk.syncNow").at(-1)).toEqual(["Борис", "done", "done"]);
  expect(recorded("kiosk.setService").slice(-4)).toEqual([
    ["Борис", "begun", ""],
    ["Борис", "done", "closed"],
    ["Борис", "begun", ""],
    ["Борис", "done", "open"],
  ]);
  await staff.session.lock({});
});

test("restart and leave are answered and recorded before anything ends; leaving is marked for the system's session", async () => {
  const { staff } = await signInStaff(kiosk, technician);
  const { leftFile } = dataFilesIn(kiosk.dataDir);
  expect(await staff.kiosk.restart({})).toEqual({});
  expect(recorded("kiosk.restart").at(-1)).toEqual(["Борис", "done", ""]);
  await restarted;
  expect(existsSync(leftFile)).toBe(false);
  expect(await staff.kiosk.leave({})).toEqual({});
  expect(recorded("kiosk.leave").at(-1)).toEqual(["Борис", "done", ""]);
  expect(readFileSync(leftFile, "utf8")).toBe(readFileSync("/proc/sys/kernel/random/boot_id", "utf8"));
  await left;
});

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ServiceState } from "#contract/maintenance/service-state.ts";
import { type MaintenanceWish, switchMaintenance } from "#main/maintenance/command.ts";
import { followSwitch, switchFile } from "#main/maintenance/maintenance.ts";
import { serviceDirIn } from "#main/store/data-folder.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";
import { openDemoCentral, openKiosk, temporaryFolder, waitFor, withCleanUp } from "#tests/support/kiosk.ts";
import { keptLog } from "#tests/support/log.ts";
import { refusalOf } from "#tests/support/refusal.ts";

/** Throws the switch of a data folder, and answers with the exit code and everything that was said. */
function command(dataDir: string, wish: MaintenanceWish): { code: number; said: string } {
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const code = switchMaintenance(wish, { dataDir, console: { say, complain: say } });
  return { code, said: lines.join("\n") };
}

test("switched out of service: who is there finishes, nobody begins anew, and it opens again", async () => {
  await withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const { client, dataDir } = await openKiosk(later, { centralUrl: demoCentral.url });
    const state = async (): Promise<ServiceState> => (await client.kiosk.info({})).service;
    expect(await state()).toBe("open");
    const begun = await client.session.start({});

    expect(command(dataDir, "on").code).toBe(0);
    await waitFor(async () => (await state()) === "closed");
    expect(await client.session.start({})).toEqual(begun);
    expect((await client.session.stay({})).state).toBe("open");
    await client.session.end({ reason: "finished" });
    await refusalOf(client.session.start({}), "KIOSK_CLOSED");
    expect(command(dataDir, "status").said).toContain("out of service");

    expect(command(dataDir, "off").code).toBe(0);
    await waitFor(async () => (await state()) === "open");
    expect((await client.session.start({})).state).toBe("open");
  });
});

test("a kiosk that starts under service stays closed", async () => {
  await withCleanUp(async (later) => {
    const dataDir = temporaryFolder(later);
    expect(command(dataDir, "on").code).toBe(0);
    const demoCentral = await openDemoCentral(later);
    const { client } = await openKiosk(later, { centralUrl: demoCentral.url, dataDir });
    expect((await client.kiosk.info({})).service).toBe("closed");
    await refusalOf(client.session.start({}), "KIOSK_CLOSED");
  });
});

test("a file in the way of the switch's folder keeps no lobby dark", async () => {
  await withCleanUp(async (later) => {
    const dataDir = temporaryFolder(later);
    writeFileSync(join(dataDir, "service"), "");
    const demoCentral = await openDemoCentral(later);
    const { client, log } = await openKiosk(later, { centralUrl: demoCentral.url, dataDir });
    expect((await client.session.start({})).state).toBe("open");
    expect(log.of("maintenance.no-folder")).toHaveLength(1);
  });
});

test("where the file system tells no changes the switch is seen all the same", async () => {
  await withCleanUp(async (later) => {
    const serviceDir = join(temporaryFolder(later), "service");
    const clock = fakeClock();
    const told: ServiceState[] = [];
    const service = followSwitch({
      serviceDir,
      clock,
      log: keptLog(),
      onChange: (state) => told.push(state),
    });
    later(() => service.close());
    // Another folder in its place: what watches the first one hears nothing of it.
    rmSync(serviceDir, { recursive: true });
    mkdirSync(serviceDir);
    writeFileSync(switchFile(serviceDir), "");
    clock.advance(10_000);
    expect(service.state()).toBe("closed");
    rmSync(switchFile(serviceDir));
    clock.advance(10_000);
    expect(told).toEqual(["closed", "open"]);
  });
});

test("a data folder that isn't there is no kiosk's", () => {
  expect(command("/nowhere/at/all", "on")).toEqual({
    code: 3,
    said: expect.stringContaining("/nowhere/at/all"),
  });
});

test("switching twice is switching once", async () => {
  await withCleanUp(async (later) => {
    const dataDir = temporaryFolder(later);
    mkdirSync(serviceDirIn(dataDir), { recursive: true });
    for (const word of ["on", "on", "off", "off"] as const) expect(command(dataDir, word).code).toBe(0);
    expect(command(dataDir, "status").said).toBe("The kiosk is open.");
  });
});

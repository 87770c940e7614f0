import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder, waitFor, withCleanUp } from "#tests/support/kiosk.ts";
import { smallDisk } from "#tests/support/small-disk.ts";
import { isAlive, project, stateOf, withFakes } from "./launcher.ts";

/** The launcher with fakes behind it, whose output goes to this file; answers with its process and its kiosk's port. */
async function launched(later: (close: () => unknown) => void, output: string) {
  const data = temporaryFolder(later);
  const port = 20_000 + (process.pid % 20_000);
  const handle = openSync(output, "a");
  const words = ["--shell", "none", "--data", join(data, "data"), "--port", String(port)];
  const child = spawn(process.execPath, [withFakes, ...words], {
    cwd: project,
    env: { ...process.env, INIT_CWD: undefined, DISPLAY: undefined, WAYLAND_DISPLAY: undefined },
    stdio: ["ignore", handle, handle],
  });
  closeSync(handle);
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  later(async () => {
    child.kill("SIGTERM");
    await ended;
  });
  const address = `http://127.0.0.1:${port}`;
  const runs = () =>
    stateOf(address).then(
      () => true,
      () => false,
    );
  await waitFor(async () => (await runs()) || child.exitCode !== null);
  return { child, ended, address };
}

const coreDies = (address: string) => fetch(`${address}/die`).catch(() => undefined);

test.runIf(process.platform === "linux")(
  "a console that takes nothing stops neither the start nor what follows",
  () =>
    withCleanUp(async (later) => {
      const { child, ended, address } = await launched(later, "/dev/full");
      expect(child.exitCode).toBeNull();
      const { pid } = await stateOf(address);
      await coreDies(address);
      await waitFor(async () => (await stateOf(address).catch(() => ({ pid }))).pid !== pid);
      child.kill("SIGTERM");
      expect(await ended).toBe(0);
      expect(isAlive(pid)).toBe(false);
    }),
);

test("lines come again once the disk has room", () =>
  withCleanUp(async (later) => {
    const disk = smallDisk(later, { kilobytes: 64 });
    const file = join(disk?.dir ?? temporaryFolder(later), "console.txt");
    writeFileSync(file, "");
    disk?.fill();
    const { address } = await launched(later, file);
    if (disk) expect(readFileSync(file, "utf8")).toBe("");
    disk?.free();
    await coreDies(address);
    await waitFor(() => /The core ended|starting it again/.test(readFileSync(file, "utf8")));
  }));

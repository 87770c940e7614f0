import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isAlive, Launcher, stateOf, temporaryFolder, withFakes } from "./launcher.ts";

let folder = temporaryFolder();
let launcher: Launcher;

beforeEach(() => {
  folder = temporaryFolder();
  launcher = new Launcher(withFakes, ["--shell", "chromium", "--data", folder.path], {
    DISPLAY: ":99",
    INFOMAT_BROWSER: join(import.meta.dirname, "fake-browser.mjs"),
    PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
  });
});
afterEach(async () => {
  await launcher.end();
  folder.remove();
});

type Browser = { readonly pid: number; readonly url: string };

/**
 * The browsers that have opened their address so far, oldest first. A line that is still being written is none yet:
 * read as a process it would be number 0, and a signal to that ends whoever sends it, with its whole group.
 */
function browsers(): Browser[] {
  const file = folder.inside("browsers");
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").matchAll(/^([1-9]\d*) (.+)\n/gm);
  return [...lines].map(([, pid, url]) => ({ pid: Number(pid), url: url ?? "" }));
}

async function browser(count: number): Promise<Browser> {
  await expect.poll(() => browsers().length).toBe(count);
  const last = browsers().at(-1);
  if (!last) throw new Error("no browser");
  return last;
}

test("the browser opens the kiosk's address, the core is told, and its token is for one use", async () => {
  const address = await launcher.ready();
  const { url } = await browser(1);
  expect(new URL(url).origin).toBe(address);
  expect(url).toMatch(/#token=[0-9a-f]{64}$/);
  // Whoever reads the launcher's output can't open the kiosk with it.
  expect(launcher.output).not.toContain("token");
  expect(await stateOf(address)).toMatchObject({ windows: 1, options: { tokenReusable: false } });
});

test("a browser that dies is opened again, with nothing left of before", async () => {
  const address = await launcher.ready();
  const first = await browser(1);
  process.kill(first.pid, "SIGKILL");
  const { url } = await browser(2);
  expect(new URL(url).origin).toBe(address);
  expect(url).not.toBe(first.url);
  expect(readFileSync(folder.inside("browser/history"), "utf8")).toBe(`${url}\n`);
  expect((await stateOf(address)).windows).toBe(2);
  expect(launcher.output).toContain("The window ended (signal SIGKILL): opening it again");
});

test("a page that fell silent: the browser is replaced", async () => {
  const address = await launcher.ready();
  const first = await browser(1);
  await fetch(new URL("/lose-window", address));
  await browser(2);
  expect(isAlive(first.pid)).toBe(false);
  expect((await stateOf(address)).windows).toBe(2);
});

test("a core that died: the browser is sent to the new one", async () => {
  const address = await launcher.ready();
  await browser(1);
  await fetch(new URL("/die", address)).catch(() => undefined);
  const second = await browser(2);
  expect(second.url).not.toBe(address);
  expect(new URL(second.url).port).toBe(new URL(address).port);
});

test("at the end the browser is closed and its profile is gone", async () => {
  await launcher.ready();
  const { pid } = await browser(1);
  launcher.signal("SIGTERM");
  expect(await launcher.ended()).toBe(0);
  expect(isAlive(pid)).toBe(false);
  expect(existsSync(folder.inside("browser"))).toBe(false);
});

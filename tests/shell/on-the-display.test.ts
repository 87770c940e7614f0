import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { displayArea } from "#main/shell/chromium/display.ts";
import { processesBelow } from "#tests/support/processes-below.ts";
import { root } from "../../scripts/run.ts";
import { type Display, startDisplay } from "./display.ts";

const [width, height] = [1080, 1920];
const patience = { timeout: 90_000, interval: 100 };

let display: Display;
let data: string;
let launcher: ChildProcess;
let said = "";

beforeAll(async () => {
  display = await startDisplay(width, height);
  data = mkdtempSync(join(tmpdir(), "infomat-window-"));
  const words = ["--shell", "chromium", "--size", "tiny", "--data", data];
  launcher = spawn(process.execPath, ["main/launcher/main.ts", ...words], {
    cwd: root,
    // A machine of another language: its browser would offer to translate the page.
    env: { ...process.env, DISPLAY: display.name, LANG: "en_US.UTF-8", LANGUAGE: "en" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [launcher.stdout, launcher.stderr]) stream?.on("data", (text) => (said += text));
}, 60_000);

afterAll(async () => {
  const ended = new Promise((resolve) => launcher.once("exit", resolve));
  launcher.kill("SIGTERM");
  await ended;
  await display.close();
  rmSync(data, { recursive: true, force: true });
}, 30_000);

const [card, brand, ground] = ["#ffffff", "#0b57d0", "#edf1f6"];

/** The first screen is painted: the bar, the key that books, and what lies around them. */
const firstScreen = () =>
  vi.waitFor(() => {
    expect(display.pixel(width - 1, 0), said).toBe(card);
    expect(display.colours([60, 640], [60, 900])).toContain(brand);
  }, patience);

/** The browser whose profile this is. */
const browserPid = (): number => Number(/\d+$/.exec(readlinkSync(join(data, "browser/SingletonLock")))?.[0]);

function killed(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It is gone.
  }
}

test("an X server tells how large its monitor is; without one nothing is known", async () => {
  expect(await displayArea({ DISPLAY: display.name })).toEqual({ x: 0, y: 0, width, height });
  expect(await displayArea({ DISPLAY: ":63999" })).toBeNull();
  expect(await displayArea({})).toBeNull();
});

test("without a window manager the first screen fills the display, and nothing of the browser is seen", async () => {
  await firstScreen();
  const [right, bottom] = [width - 1, height - 1];
  // The bar at the top and the one at the bottom are white from edge to edge.
  expect(display.colours([0, 0], [right, 0])).toEqual([card]);
  expect(display.colours([0, bottom], [right, bottom])).toEqual([card]);
  // Beside the keys lies the ground alone, and under the top bar, where bubbles of a browser open, nothing else.
  for (const x of [0, right]) expect(display.colours([x, 200], [x, 1600])).toEqual([ground]);
  expect(display.colours([0, 190], [right, 190])).toEqual([ground]);
}, 120_000);

test.each([
  ["its renderer is killed", "--type=renderer"],
  ["its network service is killed", "network.mojom.NetworkService"],
  ["its page hangs", "hangs"],
  ["the browser is closed", null],
])(
  "when %s another window shows the first screen",
  async (_what, kind) => {
    await firstScreen();
    const before = browserPid();
    const hung = kind === "hangs" ? processesBelow(before, "--type=renderer") : [];
    if (kind === null) process.kill(before, "SIGTERM");
    // Its main thread answers nothing any more, and neither do its others.
    else if (kind === "hangs") for (const pid of hung) process.kill(pid, "SIGSTOP");
    else for (const pid of processesBelow(before, kind)) process.kill(pid, "SIGKILL");
    try {
      await vi.waitFor(() => expect(browserPid()).not.toBe(before), patience);
    } finally {
      // A stopped process can't notice that its browser has gone.
      for (const pid of hung) killed(pid);
    }
    await firstScreen();
  },
  200_000,
);

import { expect, test } from "vitest";
import { chooseShell, type ShellWorld } from "#main/launcher/choose-shell.ts";
import type { ShellName } from "#main/launcher/options.ts";
import { browserArguments, findBrowser, hasDisplay, managedPolicies } from "#main/shell/chromium/index.ts";

const machine = (
  files: readonly string[],
  environment: Record<string, string> = {},
  platform: NodeJS.Platform = "linux",
) => ({
  platform,
  environment,
  runnable: (file: string) => files.includes(file),
});

test("Chromium is taken before Chrome and Edge", () => {
  const files = ["/usr/bin/microsoft-edge", "/usr/bin/google-chrome", "/usr/bin/chromium"];
  expect(findBrowser(machine(files))).toBe("/usr/bin/chromium");
  expect(findBrowser(machine(files.slice(0, 2)))).toBe("/usr/bin/google-chrome");
  expect(findBrowser(machine([]))).toBeNull();
});

test("a browser on the search path, and one that is named outright", () => {
  expect(findBrowser(machine(["/opt/bin/chromium"], { PATH: "/opt/bin:relative" }))).toBe(
    "/opt/bin/chromium",
  );
  expect(
    findBrowser(
      machine(["/opt/kiosk/chrome", "/usr/bin/chromium"], { INFOMAT_BROWSER: "/opt/kiosk/chrome" }),
    ),
  ).toBe("/opt/kiosk/chrome");
  expect(findBrowser(machine(["/usr/bin/chromium"], { INFOMAT_BROWSER: "/gone" }))).toBeNull();
});

test("only Linux is known to lack a display", () => {
  expect(hasDisplay(machine([]))).toBe(false);
  expect(hasDisplay(machine([], { DISPLAY: ":0" }))).toBe(true);
  expect(hasDisplay(machine([], { WAYLAND_DISPLAY: "wayland-0" }))).toBe(true);
  expect(hasDisplay(machine([], {}, "win32"))).toBe(true);
});

test("the browser's window is a kiosk on our address with a profile of its own", () => {
  const words = browserArguments({
    url: "http://127.0.0.1:80/#token=a",
    profile: "/data/browser",
    root: false,
    language: "ru",
    area: { x: 0, y: 0, width: 1080, height: 1920 },
  });
  expect(words).toEqual(
    expect.arrayContaining([
      "--kiosk",
      "--app=http://127.0.0.1:80/#token=a",
      "--user-data-dir=/data/browser",
      "--no-first-run",
      "--disable-pinch",
      "--overscroll-history-navigation=0",
      "--noerrdialogs",
      "--hide-crash-restore-bubble",
      "--lang=ru",
      "--window-position=0,0",
      "--window-size=1080,1921",
    ]),
  );
  expect(words.join(" ")).not.toMatch(/no-sandbox|remote-debugging|disable-web-security/);
});

test("the sandbox is given up for root alone", () => {
  const launch = { url: "http://127.0.0.1:80/", profile: "/data/browser" };
  expect(browserArguments({ ...launch, root: true, language: "ru", area: null })).toContain("--no-sandbox");
});

test("policies let one address through and no tools", () => {
  expect(managedPolicies(8090)).toMatchObject({
    URLBlocklist: ["*", "chrome://*"],
    URLAllowlist: ["127.0.0.1:8090"],
    DeveloperToolsAvailability: 2,
    RemoteDebuggingAllowed: false,
    DownloadRestrictions: 3,
    PrintingEnabled: false,
  });
});

type Has = { display?: boolean; electron?: boolean; download?: boolean; browser?: boolean };

async function choose(wish: ShellName, has: Has) {
  const downloads: boolean[] = [];
  const world: ShellWorld = {
    hasDisplay: () => has.display ?? true,
    electron: () => (has.electron ? "/electron" : null),
    downloadElectron: async (insist) => {
      downloads.push(insist);
      return has.download ? "/downloaded" : null;
    },
    browser: () => (has.browser ? "/chromium" : null),
    say: () => undefined,
  };
  const chosen = await chooseShell(wish, world);
  return { downloads, result: chosen.ok ? chosen.value : chosen.code };
}

test.each<[string, ShellName, Has, unknown]>([
  [
    "Electron where it is",
    "auto",
    { electron: true, browser: true },
    { kind: "electron", binary: "/electron" },
  ],
  [
    "Electron where it can be had",
    "auto",
    { download: true, browser: true },
    { kind: "electron", binary: "/downloaded" },
  ],
  ["else a browser", "auto", { browser: true }, { kind: "chromium", browser: "/chromium" }],
  [
    "else the address",
    "auto",
    {},
    { kind: "none", why: expect.stringContaining("apt-get install chromium") },
  ],
  [
    "no display: the address",
    "auto",
    { display: false, electron: true },
    { kind: "none", why: expect.stringContaining("display") },
  ],
  [
    "a browser that is wished for",
    "chromium",
    { electron: true, browser: true },
    { kind: "chromium", browser: "/chromium" },
  ],
  ["a browser that is not there", "chromium", { electron: true }, "NO_BROWSER"],
  ["Electron that can't be had", "electron", { browser: true }, "NO_ELECTRON"],
  ["a window without a display", "electron", { display: false, electron: true }, "NO_DISPLAY"],
  ["none", "none", { electron: true, browser: true }, { kind: "none", why: "--shell none" }],
])("%s (%s)", async (_name, wish, has, expected) => {
  expect((await choose(wish, has)).result).toEqual(expected);
});

test("a download is tried only where a window can be shown, and insisted on only when Electron was named", async () => {
  expect((await choose("auto", { display: false })).downloads).toEqual([]);
  expect((await choose("auto", { browser: true })).downloads).toEqual([false]);
  expect((await choose("electron", {})).downloads).toEqual([true]);
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type ElectronApplication, _electron as electron, expect, type Page, test } from "@playwright/test";
import { electronBinary } from "#main/launcher/electron-binary.ts";
import { coreEnvironment } from "#main/shell/messages.ts";

const project = resolve(import.meta.dirname, "../..");
let application: ElectronApplication;
let page: Page;
let dataDir = "";

test.beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "infomat-electron-"));
  const options = {
    configFile: null,
    dataDir,
    port: null,
    // Nobody listens there: the kiosk shows its first screen without a central API as well.
    centralUrl: "http://127.0.0.1:9/fhir",
    demo: null,
    tokenReusable: false,
  };
  application = await electron.launch({
    executablePath: electronBinary() ?? undefined,
    args: [join(project, "dist/shell/main.js"), ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
    env: { ...process.env, ...coreEnvironment(options) } as Record<string, string>,
  });
  page = await application.firstWindow();
});

test.afterAll(async () => {
  await application.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test("the screens come from the core, in a kiosk window", async () => {
  await expect(page).toHaveURL(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  const kiosk = await application.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.isKiosk()),
  );
  expect(kiosk).toEqual([true]);
});

test("the page has no Node and can't open, leave or download anything", async () => {
  const home = page.url();
  expect(await page.evaluate(() => typeof Reflect.get(globalThis, "require"))).toBe("undefined");
  expect(
    await page.evaluate(() => Reflect.get(globalThis, "open").call(globalThis, "https://example.org/")),
  ).toBeNull();
  await page.evaluate(() => Reflect.set(Reflect.get(globalThis, "location"), "href", "https://example.org/"));
  await expect(page).toHaveURL(home);
  expect(await application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

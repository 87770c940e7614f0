import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type ElectronApplication, _electron as electron, type Page } from "@playwright/test";
import { electronBinary } from "#main/launcher/electron-binary.ts";
import { coreEnvironment } from "#main/shell/messages.ts";
import { startCentral } from "#tests/e2e/running-kiosk.ts";
import { type Display, startDisplay } from "#tests/shell/display.ts";

const project = resolve(import.meta.dirname, "../..");
const windowManager = join(project, "packaging/root/usr/lib/infomat/openbox.xml");

/** As root Chromium's processes run without their sandbox. */
const asRoot: readonly string[] = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

/** A monitor in memory with the window manager of the packages, where that is installed. */
async function openDisplay(width: number, height: number): Promise<Display> {
  const display = await startDisplay(width, height);
  if (!existsSync("/usr/bin/openbox")) return display;
  const manager = spawn("openbox", ["--sm-disable", "--config-file", windowManager], {
    env: { ...process.env, DISPLAY: display.name },
    stdio: "ignore",
  });
  return {
    ...display,
    async close() {
      await ended(manager);
      await display.close();
    },
  };
}

/** Ends a child, and waits until it has. */
async function ended(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const over = new Promise((done) => child.once("exit", done));
  child.kill(signal);
  await over;
}

export type ElectronKiosk = {
  readonly application: ElectronApplication;
  readonly page: Page;
  readonly display: Display;
  readonly dataDir: string;
  readonly centralUrl: string;
  close(): Promise<void>;
};

/** The kiosk in Electron on a monitor of its own, before the demo central API. */
export async function openElectron(width = 1080, height = 1920): Promise<ElectronKiosk> {
  const dataDir = mkdtempSync(join(tmpdir(), "infomat-electron-"));
  const display = await openDisplay(width, height);
  const central = await startCentral();
  const options = {
    configFile: null,
    dataDir,
    port: null,
    centralUrl: central.centralUrl,
    demo: null,
    tokenReusable: false,
  };
  const application = await electron.launch({
    executablePath: electronBinary() ?? undefined,
    args: [join(project, "dist/shell/main.js"), ...asRoot],
    env: { ...process.env, DISPLAY: display.name, ...coreEnvironment(options) } as Record<string, string>,
  });
  await asNewer(application);
  return {
    application,
    page: await application.firstWindow(),
    display,
    dataDir,
    centralUrl: central.centralUrl,
    async close() {
      await application.close();
      await central.stop();
      await display.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/**
 * The kiosk is built for the Chromium of its own Electron. Where an older one is tried, its pages are given the
 * functions that they lack, before the first of them is loaded.
 */
async function asNewer(application: ElectronApplication): Promise<void> {
  await application.context().addInitScript(() => {
    if ("groupBy" in Map) return;
    const grouped = (of: Iterable<unknown>, key: (one: unknown, at: number) => unknown) => {
      const groups = new Map<unknown, unknown[]>();
      let at = 0;
      for (const one of of) {
        const name = key(one, at++);
        groups.set(name, [...(groups.get(name) ?? []), one]);
      }
      return groups;
    };
    Object.assign(Map, { groupBy: grouped });
    Object.assign(Object, {
      groupBy: (...given: Parameters<typeof grouped>) => Object.fromEntries(grouped(...given) as never),
    });
  });
}

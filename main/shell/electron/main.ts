import { join } from "node:path";
import { app, BrowserWindow, Menu, powerSaveBlocker, screen, session, utilityProcess } from "electron";
import { keptConsole } from "../../command-line/console.ts";
import { sourcePlaces } from "../../command-line/places.ts";
import { explain } from "../../command-line/remedies.ts";
import { endOfProgram } from "../../commands/end-of-program.ts";
import { takeDataFolder } from "../../store/data-lock.ts";
import { systemClock, systemIds } from "../../time/clock.ts";
import { keepWindow } from "../kept-window.ts";
import { runKiosk } from "../kiosk.ts";
import { type CoreOptions, readCoreOptions } from "../messages.ts";
import { forkCoreInElectron } from "./core-process.ts";
import { installedOptions, systemConfigFile } from "./installed.ts";
import { lockDown, originOf } from "./lockdown.ts";
import { openWindow, windowOptions } from "./window.ts";

/**
 * Electron's main process: one locked window and the core as a utility process. Started by the launcher it
 * finds the core's options in its environment; an installed one reads its own command line.
 */
const { say, complain } = keptConsole();

async function main(): Promise<void> {
  const launched = readCoreOptions(process.env);
  const words = launched ? [] : ownWords();
  if (words[0] !== undefined && !words[0].startsWith("-")) {
    app.exit(await ownCommand(words));
    return;
  }
  const options = launched ?? ownOptions(words);
  if (!options) return;
  app.setPath("userData", join(options.dataDir, "electron"));
  if (!app.requestSingleInstanceLock()) {
    complain(explain("DATA_IN_USE", "", options));
    app.exit(1);
    return;
  }
  // A launcher holds the folder already.
  const folder = launched ? null : takeDataFolder(options.dataDir);
  if (folder && !folder.ok) {
    complain(explain(folder.code, "", options));
    app.exit(1);
    return;
  }
  // It would take the switch away again, without which root can start no child of Chromium's.
  if (!app.commandLine.hasSwitch("no-sandbox")) app.enableSandbox();
  Menu.setApplicationMenu(null);
  // The kiosk opens its window again by itself; Electron would quit.
  app.on("window-all-closed", () => undefined);

  let origin: string | null = null;
  await app.whenReady();
  // Without `persist:` it lives in memory alone: nothing of a patient reaches the disk.
  const screens = session.fromPartition("kiosk");
  let tellEscape: (keys: string) => void = () => undefined;
  lockDown(
    app,
    screens,
    () => origin,
    (keys) => tellEscape(keys),
  );
  powerSaveBlocker.start("prevent-display-sleep");

  const bundle = import.meta.dirname;
  const root = join(bundle, "../..");
  const kioskWindow = keepWindow({
    clock: systemClock,
    say,
    open: (url) => {
      origin = originOf(url) ?? null;
      return openWindow(
        () => new BrowserWindow(windowOptions(screens, screen.getPrimaryDisplay().bounds)),
        url,
        systemClock,
      );
    },
  });
  const kiosk = runKiosk({
    options: { assetsDir: join(root, "assets"), screensDir: join(root, "dist/renderer"), ...options },
    fork: forkCoreInElectron(utilityProcess.fork, join(bundle, "core.js"), systemClock),
    window: kioskWindow,
    clock: systemClock,
    say,
    onReady: (url) => say(`Infomat is ready: ${new URL(url).origin}`),
    onLeave: () => end(0),
    onFailed: ({ code, text }) => {
      complain(explain(code, text, options));
      end(1);
    },
  });
  tellEscape = kiosk.escapeTried;

  let ending = false;
  function end(code: number): void {
    if (ending) return;
    ending = true;
    void kiosk.stop().then(() => app.exit(code));
  }
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => end(0));
}

const ownWords = (): string[] =>
  process.argv.slice(app.isPackaged ? 1 : 2).filter((word) => !word.startsWith("--no-sandbox"));

/** `Infomat doctor` and the like: no window is opened for them. */
async function ownCommand(words: readonly string[]): Promise<number> {
  // Loaded only here: the window needs none of it.
  const { infomat } = await import("../../commands/program.ts");
  return infomat(words, {
    name: "infomat",
    version: app.getVersion(),
    places: sourcePlaces(),
    config: systemConfigFile(process.platform, process.env),
    dataDir: app.getPath("userData"),
    folder: process.cwd(),
    console: { say, complain },
    clock: systemClock,
    ids: systemIds,
    get signal() {
      return endOfProgram();
    },
  });
}

function ownOptions(words: readonly string[]): CoreOptions | null {
  const configFile = systemConfigFile(process.platform, process.env);
  const own = installedOptions(words, app.getPath("userData"), configFile);
  if (own.kind === "options") return own.options;
  (own.exitCode === 0 ? say : complain)(own.text);
  app.exit(own.exitCode);
  return null;
}

// Not awaited here: Electron gets ready only after this module has been evaluated.
main().catch((error: unknown) => {
  complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
  app.exit(1);
});

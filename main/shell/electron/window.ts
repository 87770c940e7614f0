import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle, Session } from "electron";
import type { Clock } from "#contract/index.ts";
import type { Running } from "../keep-running.ts";
import { originOf } from "./lockdown.ts";

/**
 * The one window's settings. Everything that a kiosk does not need is off.
 * @param area the monitor, px: without a window manager `kiosk` and `fullscreen` fill nothing
 */
export function windowOptions(session: Session, area?: Rectangle): BrowserWindowConstructorOptions {
  return {
    // One pixel too high: a window of exactly the display's size is made smaller, as it would count as full screen.
    ...(area ? { ...area, height: area.height + 1 } : {}),
    kiosk: true,
    fullscreen: true,
    frame: false,
    movable: false,
    minimizable: false,
    closable: false,
    autoHideMenuBar: true,
    skipTaskbar: true,
    show: false,
    backgroundColor: "#ffffff",
    title: "Infomat",
    webPreferences: {
      session,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      // Dialogs of the system's for files and folders, and windows for films and documents.
      disableBlinkFeatures: "FileSystemAccessLocal,PictureInPictureAPI,DocumentPictureInPictureAPI",
      plugins: false,
      devTools: false,
      spellcheck: false,
      disableDialogs: true,
      navigateOnDragDrop: false,
      // Countdowns go on while another window is in front for a moment.
      backgroundThrottling: false,
      // Spoken prompts play without a touch before them.
      autoplayPolicy: "no-user-gesture-required",
    },
  };
}

/** What is used of Electron's window; a test passes a stand-in. */
export type OpenWindow = Pick<
  BrowserWindow,
  "on" | "once" | "show" | "loadURL" | "destroy" | "isDestroyed"
> & {
  readonly webContents: Pick<BrowserWindow["webContents"], "on">;
};

/**
 * How long a page may stay unresponsive before its window is opened anew, ms. The core's watch of its heartbeat is
 * quicker by far; this is for a page that beats and takes no touch. Chromium tells of it after 15 s without an answer to
 * one (content/browser, kHungRendererDelay); both together are what a busy machine is given there, too.
 */
const hangLimit = 5_000;

/** Chromium's code for a load that another one replaced. */
const aborted = -3;

/** Opens `url` in a new window, which has ended when it closed, crashed, failed to load, or hangs. */
export function openWindow(make: () => OpenWindow, url: string, clock: Clock): Running {
  const window = make();
  const home = originOf(url);
  const { promise: ended, resolve } = Promise.withResolvers<string>();
  const end = (how: string) => {
    resolve(how);
    if (!window.isDestroyed()) window.destroy();
  };
  let cancelHang: (() => void) | null = null;
  window.once("ready-to-show", () => window.show());
  window.on("closed", () => resolve("closed"));
  window.on("unresponsive", () => {
    cancelHang ??= clock.after(hangLimit, () => end("it hangs"));
  });
  window.on("responsive", () => {
    cancelHang?.();
    cancelHang = null;
  });
  window.webContents.on("render-process-gone", (_event, details) => end(`page ${details.reason}`));
  window.webContents.on("did-fail-load", (_event, code, text, _url, isMainFrame) => {
    if (isMainFrame && code !== aborted) end(`could not load: ${text}`);
  });
  window.webContents.on("did-navigate", (_event, to) => {
    // A script leads to `about:blank` without an event that could prevent it.
    if (originOf(to) !== home) end("it left for another page");
  });
  // Its failure is `did-fail-load` above.
  window.loadURL(url).catch(() => undefined);
  return {
    ended,
    async stop() {
      cancelHang?.();
      end("asked to");
      await ended;
    },
  };
}

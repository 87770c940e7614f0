import type { App, Session, WebContents } from "electron";
import { chordOf, keyFate } from "#contract/keyboard/keys.ts";

/** The parts of Electron that are locked; a test passes recording stand-ins. */
export type LockableApp = Pick<App, "on">;
export type LockableSession = Pick<
  Session,
  | "on"
  | "setPermissionRequestHandler"
  | "setPermissionCheckHandler"
  | "setDevicePermissionHandler"
  | "setDisplayMediaRequestHandler"
  | "setBluetoothPairingHandler"
  | "setUSBProtectedClassesHandler"
  | "setSpellCheckerEnabled"
> & { readonly webRequest: Pick<Session["webRequest"], "onBeforeRequest"> };
export type LockableContents = Pick<
  WebContents,
  "on" | "setWindowOpenHandler" | "setVisualZoomLevelLimits" | "setIgnoreMenuShortcuts"
>;

/** The core's own origin (`http://127.0.0.1:PORT`); null until there is a core. */
export type Origin = () => string | null;

type Preventable = { preventDefault(): void };

/**
 * Shuts every door that a page can open by itself (https://www.electronjs.org/docs/latest/tutorial/security):
 * no address but the core's own, no further windows, frames or webviews, no downloads, no permissions, no
 * devices, no certificates. Call it before the first window is made.
 */
export function lockDown(
  app: LockableApp,
  session: LockableSession,
  origin: Origin,
  onEscape: (keys: string) => void = () => undefined,
): void {
  app.on("web-contents-created", (_event, contents) => lockContents(contents, origin, onEscape));
  // Without a handler Electron answers a server with the first certificate of the machine's store.
  app.on("select-client-certificate", (event, _contents, _url, _list, callback) => {
    event.preventDefault();
    callback();
  });
  lockSession(session, origin);
}

/** Permissions, devices, downloads and requests of the kiosk's session. */
function lockSession(session: LockableSession, origin: Origin): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  session.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }));
  session.setSpellCheckerEnabled(false);
  session.on("will-download", (event) => event.preventDefault());
  session.on("select-hid-device", (event, _details, callback) => {
    event.preventDefault();
    callback();
  });
  session.on("select-usb-device", (event, _details, callback) => {
    event.preventDefault();
    callback();
  });
  session.on("select-serial-port", (event, _ports, _contents, callback) => {
    event.preventDefault();
    callback("");
  });
  session.webRequest.onBeforeRequest(({ url }, callback) => callback({ cancel: !mayRequest(url, origin()) }));
}

/** What one page may do: stay on the core's own address, in its one frame, without shortcuts or zoom. */
export function lockContents(
  contents: LockableContents,
  origin: Origin,
  /** Keys were blocked, which the page doesn't see here. */
  onEscape: (keys: string) => void = () => undefined,
): void {
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
  contents.setIgnoreMenuShortcuts(true);
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.on("will-frame-navigate", (event) => keepHome(event, event.url, event.isMainFrame, origin));
  contents.on("will-navigate", (event) => keepHome(event, event.url, event.isMainFrame, origin));
  contents.on("will-redirect", (event) => keepHome(event, event.url, event.isMainFrame, origin));
  contents.on("select-bluetooth-device", (event, _devices, callback) => {
    event.preventDefault();
    callback("");
  });
  // A page that asks "really leave?" would stop the shell from loading it anew; here preventing means leaving.
  contents.on("will-prevent-unload", (event) => event.preventDefault());
  contents.on("before-input-event", (event, input) => {
    if (keyFate(input) !== "blocked") return;
    event.preventDefault();
    const chord = input.type === "keyDown" && !input.isAutoRepeat ? chordOf(input, input.code) : null;
    if (chord !== null) onEscape(chord);
  });
  contents.on("did-finish-load", () => void contents.setVisualZoomLevelLimits(1, 1));
}

function keepHome(event: Preventable, url: string, isMainFrame: boolean, origin: Origin): void {
  if (!isMainFrame || originOf(url) !== origin()) event.preventDefault();
}

function mayRequest(url: string, origin: string | null): boolean {
  // Pictures of tickets reach the page inside its own answers.
  return url.startsWith("data:") || url.startsWith("blob:") || (origin !== null && originOf(url) === origin);
}

/** The origin of an absolute URL; an opaque or malformed one has none that could equal the core's. */
export function originOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).origin : undefined;
}

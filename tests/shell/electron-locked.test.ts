import { beforeEach, describe, expect, test, vi } from "vitest";
import { lockDown } from "#main/shell/electron/lockdown.ts";
import { windowOptions } from "#main/shell/electron/window.ts";
import {
  callHandler,
  preventable,
  recordingApp,
  recordingContents,
  recordingSession,
} from "./fake-electron.ts";

const home = "http://127.0.0.1:4711";
let app = recordingApp();
let contents = recordingContents();
let { session, webRequest } = recordingSession();

beforeEach(() => {
  app = recordingApp();
  contents = recordingContents();
  ({ session, webRequest } = recordingSession());
  lockDown(app, session, () => home);
  app.events.emit("web-contents-created", {}, contents);
});

describe("a page stays at the core's address", () => {
  const navigations = ["will-navigate", "will-frame-navigate", "will-redirect"];
  test.each(navigations)("%s elsewhere is prevented, at home it is not", (name) => {
    const prevented = (url: string, isMainFrame = true) => {
      const event = preventable({ url, isMainFrame });
      contents.events.emit(name, event);
      return event.prevented;
    };
    expect(prevented(`${home}/#token=a`)).toBe(false);
    expect(prevented("https://example.org/")).toBe(true);
    expect(prevented("http://127.0.0.1:4712/")).toBe(true);
    expect(prevented("http://127.0.0.1.example.org:4711/")).toBe(true);
    expect(prevented("file:///etc/passwd")).toBe(true);
    expect(prevented("javascript:alert(1)")).toBe(true);
    expect(prevented("not an address")).toBe(true);
    expect(prevented(`${home}/`, false)).toBe(true);
  });

  test("before there is a core nothing may be opened at all", () => {
    const early = recordingContents();
    const earlyApp = recordingApp();
    lockDown(earlyApp, session, () => null);
    earlyApp.events.emit("web-contents-created", {}, early);
    const event = preventable({ url: "about:blank", isMainFrame: true });
    early.events.emit("will-navigate", event);
    expect(event.prevented).toBe(true);
  });

  test("requests go nowhere else", () => {
    const cancelled = (url: string) => {
      const answer = vi.fn();
      callHandler(webRequest, "onBeforeRequest", { url }, answer);
      return answer.mock.calls;
    };
    expect(cancelled(`${home}/rpc/kiosk/info`)).toEqual([[{ cancel: false }]]);
    expect(cancelled("data:image/png;base64,AA==")).toEqual([[{ cancel: false }]]);
    expect(cancelled("https://example.org/pixel.png")).toEqual([[{ cancel: true }]]);
    expect(cancelled("ws://127.0.0.1:4711/")).toEqual([[{ cancel: true }]]);
  });
});

describe("a page opens nothing", () => {
  test("no window, no webview, no download", () => {
    expect(callHandler(contents, "setWindowOpenHandler", { url: `${home}/` })).toEqual({ action: "deny" });
    for (const [emitter, name] of [
      [contents.events, "will-attach-webview"],
      [session.events, "will-download"],
    ] as const) {
      const event = preventable({});
      emitter.emit(name, event);
      expect(event.prevented, name).toBe(true);
    }
  });

  test("it can't hold the shell back from leaving it", () => {
    const event = preventable({});
    contents.events.emit("will-prevent-unload", event);
    expect(event.prevented).toBe(true);
  });

  test("no zoom", () => {
    contents.events.emit("did-finish-load");
    expect(contents.given.get("setVisualZoomLevelLimits")).toEqual([1, 1]);
  });
});

describe("a page is allowed nothing", () => {
  test.each([
    "media",
    "geolocation",
    "notifications",
    "local-network-access",
    "loopback-network",
    "fullscreen",
  ])("%s is denied, asked for or looked up", (permission) => {
    const answer = vi.fn();
    callHandler(session, "setPermissionRequestHandler", contents, permission, answer);
    expect(answer.mock.calls).toEqual([[false]]);
    expect(callHandler(session, "setPermissionCheckHandler", contents, permission, home)).toBe(false);
  });

  test("no device: USB, serial, HID, Bluetooth, screen", () => {
    expect(callHandler(session, "setDevicePermissionHandler", { deviceType: "usb" })).toBe(false);
    const answers: unknown[][] = [];
    const answer = (...values: unknown[]) => void answers.push(values);
    session.events.emit("select-usb-device", preventable({}), {}, answer);
    session.events.emit("select-hid-device", preventable({}), {}, answer);
    session.events.emit("select-serial-port", preventable({}), [], contents, answer);
    contents.events.emit("select-bluetooth-device", preventable({}), [], answer);
    callHandler(session, "setBluetoothPairingHandler", {}, answer);
    callHandler(session, "setDisplayMediaRequestHandler", {}, answer);
    expect(answers).toEqual([[], [], [""], [""], [{ confirmed: false }], [null]]);
  });

  test("no certificate of the machine", () => {
    const answer = vi.fn();
    const event = preventable({});
    app.events.emit("select-client-certificate", event, contents, "https://example.org", [{}], answer);
    expect(event.prevented).toBe(true);
    expect(answer.mock.calls).toEqual([[]]);
  });
});

test("the window: kiosk, sandboxed, isolated, without Node, developer tools, dialogs and dropped files", () => {
  const marker = { partition: "kiosk" };
  const options = windowOptions(marker as unknown as Parameters<typeof windowOptions>[0]);
  expect(options).toMatchObject({ kiosk: true, frame: false, closable: false });
  expect(options.webPreferences).toMatchObject({
    session: marker,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    devTools: false,
    spellcheck: false,
    disableDialogs: true,
    navigateOnDragDrop: false,
  });
  expect(options.webPreferences).not.toHaveProperty("preload");
  expect(options.webPreferences).not.toHaveProperty("enableBlinkFeatures");
});

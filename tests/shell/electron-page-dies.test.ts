import { EventEmitter } from "node:events";
import { beforeEach, expect, test } from "vitest";
import { type OpenWindow, openWindow } from "#main/shell/electron/window.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";

let clock = fakeClock();
let events = new EventEmitter();
let page = new EventEmitter();
let calls: string[] = [];

beforeEach(() => {
  clock = fakeClock();
  events = new EventEmitter();
  page = new EventEmitter();
  calls = [];
});

const open = () =>
  openWindow(
    () => {
      const window = {
        on: events.on.bind(events),
        once: events.once.bind(events),
        show: () => void calls.push("show"),
        loadURL: async (url: string) => void calls.push(`load ${url}`),
        destroy: () => void calls.push("destroy"),
        isDestroyed: () => calls.includes("destroy"),
        webContents: { on: page.on.bind(page) },
      };
      return window as unknown as OpenWindow;
    },
    "http://127.0.0.1:4711/#token=a",
    clock,
  );

test("it is shown once it has something to show", () => {
  open();
  expect(calls).toEqual(["load http://127.0.0.1:4711/#token=a"]);
  events.emit("ready-to-show");
  expect(calls.at(-1)).toBe("show");
});

test.each<[string, () => void, string]>([
  ["a page that crashed", () => page.emit("render-process-gone", {}, { reason: "oom" }), "page oom"],
  [
    "a page that can't be loaded",
    () => page.emit("did-fail-load", {}, -102, "ERR_CONNECTION_REFUSED", "", true),
    "could not load: ERR_CONNECTION_REFUSED",
  ],
  [
    "a page that left for a blank one, of which no event asks first,",
    () => page.emit("did-navigate", {}, "about:blank"),
    "it left for another page",
  ],
  ["a window that somebody closed", () => events.emit("closed"), "closed"],
])("%s ends the window", async (_name, happen, how) => {
  const { ended } = open();
  happen();
  expect(await ended).toBe(how);
});

test("a page that is loaded anew from the same core stays", () => {
  open();
  page.emit("did-navigate", {}, "http://127.0.0.1:4711/");
  expect(calls).not.toContain("destroy");
});

test("a page that hangs is given five seconds, and none when it comes back", async () => {
  const window = open();
  events.emit("unresponsive");
  clock.advance(4_999);
  events.emit("responsive");
  clock.advance(60_000);
  expect(calls).not.toContain("destroy");
  events.emit("unresponsive");
  clock.advance(5_000);
  expect(await window.ended).toBe("it hangs");
  expect(calls.at(-1)).toBe("destroy");
});

test("a load that another one replaced, or a frame's, is no failure", () => {
  open();
  page.emit("did-fail-load", {}, -3, "ERR_ABORTED", "", true);
  page.emit("did-fail-load", {}, -102, "ERR_CONNECTION_REFUSED", "", false);
  expect(calls).not.toContain("destroy");
});

test("stopped, it is destroyed once", async () => {
  const window = open();
  await window.stop();
  await window.stop();
  expect(calls.filter((call) => call === "destroy")).toHaveLength(1);
});

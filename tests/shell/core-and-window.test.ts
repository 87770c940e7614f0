import { beforeEach, describe, expect, test } from "vitest";
import { type CoreProcess, runKiosk } from "#main/shell/kiosk.ts";
import type { CoreMessage, CoreOptions, LauncherMessage } from "#main/shell/messages.ts";
import { fakeClock, turn } from "#tests/support/fake-clock.ts";

const options: CoreOptions = {
  configFile: null,
  dataDir: "/var/lib/infomat",
  port: null,
  centralUrl: null,
  demo: null,
  tokenReusable: false,
};

type FakeCore = {
  readonly options: CoreOptions;
  readonly heard: LauncherMessage[];
  say(message: CoreMessage | { type: string }): void;
  die(how?: string): Promise<void>;
};

let clock = fakeClock();
let cores: FakeCore[] = [];
let shown: string[] = [];
let ready: string[] = [];
let tokens = 0;
let failures: string[] = [];
let lines: string[] = [];
beforeEach(() => {
  clock = fakeClock();
  cores = [];
  shown = [];
  ready = [];
  tokens = 0;
  failures = [];
  lines = [];
});

const start = (withWindow = true) =>
  runKiosk({
    options,
    clock,
    fork(coreOptions, onMessage): CoreProcess {
      const { promise: ended, resolve } = Promise.withResolvers<string>();
      const heard: LauncherMessage[] = [];
      cores.push({
        options: coreOptions,
        heard,
        say: onMessage,
        async die(how = "signal SIGKILL") {
          resolve(how);
          await turn();
        },
      });
      return { ended, send: (message) => void heard.push(message), stop: async () => resolve("asked to") };
    },
    window: withWindow
      ? {
          show(_url, opening) {
            shown.push(opening());
          },
          close: async () => void shown.push("closed"),
        }
      : null,
    say: (line) => void lines.push(line),
    newToken: () => `window-${++tokens}`.padEnd(32, "-"),
    onReadyAgain: (url) => void ready.push(`again ${url}`),
    onReady: (url) => void ready.push(url),
    onLeave: () => void ready.push("left"),
    onFailed: ({ code }) => void failures.push(code),
  });

const address = (token: string) => `http://127.0.0.1:4711/#token=${token}`;
const windowToken = (number: number): string => `window-${number}`.padEnd(32, "-");
const isReady = (token: string): CoreMessage => ({ type: "ready", url: address(token), port: 4711 });

test("a technician who leaves to the system is told of, and nothing is started again by that", () => {
  start();
  cores[0]?.say(isReady("one"));
  cores[0]?.say({ type: "leave" });
  expect([ready.at(-1), cores.length]).toEqual(["left", 1]);
});

test("the window opens when the core is ready, and the core expects its heartbeat", () => {
  start();
  expect(shown).toEqual([]);
  cores[0]?.say(isReady("one"));
  expect(ready).toEqual([address("one")]);
  expect(shown).toEqual([address(windowToken(1))]);
  expect(cores[0]?.heard).toEqual([{ type: "windowOpened", token: windowToken(1) }]);
});

test("without a window the core is told of none", () => {
  start(false);
  cores[0]?.say(isReady("one"));
  expect(ready).toEqual([address("one")]);
  expect(cores[0]?.heard).toEqual([]);
});

test("a page that fell silent is opened again, with another token", () => {
  start();
  cores[0]?.say(isReady("one"));
  cores[0]?.say({ type: "windowLost" });
  expect(shown).toEqual([address(windowToken(1)), address(windowToken(2))]);
  expect(cores[0]?.heard).toEqual([
    { type: "windowOpened", token: windowToken(1) },
    { type: "windowOpened", token: windowToken(2) },
  ]);
});

test("a core that dies comes back on its port; the window shows it; ready is told once", async () => {
  start();
  cores[0]?.say(isReady("one"));
  await cores[0]?.die();
  expect(cores).toHaveLength(1);
  clock.advance(500);
  expect(cores[1]?.options.port).toBe(4711);
  cores[1]?.say(isReady("two"));
  expect(shown).toEqual([address(windowToken(1)), address(windowToken(2))]);
  expect(ready).toEqual([address("one"), `again ${address("two")}`]);
  expect(cores[1]?.heard).toEqual([{ type: "windowOpened", token: windowToken(2) }]);
});

test("a core that ends in order by itself, to put its files right, comes back as one that died", async () => {
  start();
  cores[0]?.say(isReady("one"));
  await cores[0]?.die("exit code 0");
  clock.advance(500);
  expect(cores[1]?.options).toMatchObject({ dataDir: "/var/lib/infomat", port: 4711 });
  cores[1]?.say(isReady("two"));
  expect([shown.length, failures]).toEqual([2, []]);
});

test("what a dead core still had to say is not heard", async () => {
  start();
  cores[0]?.say(isReady("one"));
  await cores[0]?.die();
  clock.advance(500);
  cores[0]?.say({ type: "windowLost" });
  expect(shown).toEqual([address(windowToken(1))]);
});

describe("the first start fails once", () => {
  test("in the core's own words, though it ends afterwards", async () => {
    start();
    cores[0]?.say({ type: "failed", code: "PORT_TAKEN", text: "" });
    await cores[0]?.die("exit code 1");
    expect(failures).toEqual(["PORT_TAKEN"]);
    expect(lines).toEqual([]);
  });

  test("when it just dies", async () => {
    start();
    await cores[0]?.die();
    expect(failures).toEqual(["CRASHED"]);
  });

  test("when it says nothing for a minute", () => {
    start();
    clock.advance(60_000);
    expect(failures).toEqual(["SILENT"]);
  });
});

test("later failures are told and tried again", async () => {
  start();
  cores[0]?.say(isReady("one"));
  await cores[0]?.die();
  clock.advance(500);
  cores[1]?.say({ type: "failed", code: "PORT_TAKEN", text: "port 4711 is taken" });
  await cores[1]?.die("exit code 1");
  expect(failures).toEqual([]);
  expect(lines).toContain("The core could not start: port 4711 is taken");
  clock.advance(1000);
  expect(cores).toHaveLength(3);
});

test.each([
  ["an unknown message", { type: "format" }],
  ["an address outside this machine", { type: "ready", url: "http://192.0.2.1:80/#token=a", port: 80 }],
  ["an address without token", { type: "ready", url: "http://127.0.0.1:80/", port: 80 }],
])("%s from the core is dropped", (_name, message) => {
  start();
  cores[0]?.say(message);
  expect(ready).toEqual([]);
  expect(shown).toEqual([]);
});

test("stop closes the window and the core for good", async () => {
  const kiosk = start();
  cores[0]?.say(isReady("one"));
  await kiosk.stop();
  clock.advance(60_000);
  expect(shown).toEqual([address(windowToken(1)), "closed"]);
  expect(cores).toHaveLength(1);
});

import { EventEmitter } from "node:events";
import { beforeEach, expect, test } from "vitest";
import { type ForkUtility, forkCoreInElectron } from "#main/shell/electron/core-process.ts";
import { installedOptions } from "#main/shell/electron/installed.ts";
import { type CoreOptions, readCoreOptions } from "#main/shell/messages.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";

const options: CoreOptions = {
  configFile: null,
  dataDir: "/var/lib/infomat",
  port: 8090,
  centralUrl: "https://fhir.example.org/r4",
  demo: null,
  tokenReusable: false,
  expectsWindow: true,
};

let clock = fakeClock();
let child = new EventEmitter();
let posted: unknown[] = [];
let environments: Record<string, string>[] = [];
beforeEach(() => {
  clock = fakeClock();
  child = new EventEmitter();
  posted = [];
  environments = [];
});

const utility: ForkUtility = (_entry, _words, { env }) => {
  environments.push(env);
  const stand = {
    on: child.on.bind(child),
    once: child.once.bind(child),
    postMessage: (message: unknown) => void posted.push(message),
    kill: () => child.emit("exit", 15),
    pid: 1,
  };
  return stand as unknown as ReturnType<ForkUtility>;
};

test("the utility process gets the options that a forked core would get, and its messages arrive", () => {
  const heard: unknown[] = [];
  forkCoreInElectron(utility, "core.js", clock)(options, (message) => void heard.push(message));
  expect(readCoreOptions(environments[0] ?? {})).toEqual(options);
  child.emit("message", { type: "progress", text: "store opened" });
  expect(heard).toEqual([{ type: "progress", text: "store opened" }]);
});

test("it is asked to stop, and killed when it won't", async () => {
  const core = forkCoreInElectron(utility, "core.js", clock)(options, () => undefined);
  const stopped = core.stop();
  expect(posted).toEqual([{ type: "stop" }]);
  clock.advance(5_000);
  await stopped;
  expect(await core.ended).toBe("exit code 15");
});

test("one that has ended is told nothing more", async () => {
  const core = forkCoreInElectron(utility, "core.js", clock)(options, () => undefined);
  child.emit("exit", 0);
  core.send({ type: "windowOpened" });
  await core.stop();
  expect(posted).toEqual([]);
});

test("an installed kiosk without configuration says where one belongs", () => {
  expect(installedOptions([], "/home/kiosk/.config/Infomat", "/nowhere/infomat.yaml")).toEqual({
    kind: "stop",
    exitCode: 1,
    text: "There is no configuration yet. Write one to /nowhere/infomat.yaml, or name another file with --config.",
  });
});

test("an installed kiosk takes its command line, never a demo central API", () => {
  const words = ["--central", "https://fhir.example.org/r4", "--port", "8090", "--data", "/var/lib/infomat"];
  expect(installedOptions(words, "/home/kiosk/.config/Infomat", "/nowhere/infomat.yaml")).toEqual({
    kind: "options",
    options,
  });
  expect(installedOptions(["--port", "x"], "/home/kiosk", "/nowhere")).toMatchObject({
    kind: "stop",
    exitCode: 2,
  });
});

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { waitFor } from "#tests/support/kiosk.ts";
import { isAlive, Launcher, stateOf, temporaryFolder, withFakes } from "./launcher.ts";

let folder = temporaryFolder();
const launchers: Launcher[] = [];

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  await Promise.all(launchers.splice(0).map((launcher) => launcher.end()));
  folder.remove();
});

function launch(...words: string[]): Launcher {
  const launcher = new Launcher(withFakes, ["--shell", "none", "--data", folder.inside("data"), ...words]);
  launchers.push(launcher);
  return launcher;
}

const answers = (address: string) =>
  fetch(address).then(
    ({ ok }) => ok,
    () => false,
  );
const centralAddress = async (launcher: Launcher) =>
  (await launcher.said(/^Demo central API: (http:\S+)\/fhir$/m))[1] ?? "";

describe("the start", () => {
  test("says each step and prints the address once, when it answers", async () => {
    const launcher = launch();
    const address = await launcher.ready();
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=\w+$/);
    expect((await fetch(address)).status).toBe(200);
    expect(launcher.output.match(/Infomat is ready/g)).toHaveLength(1);
    expect(launcher.output).toMatch(
      /Data folder.*Screens.*Demo central API.*Core: starting.*Infomat is ready/s,
    );
  });

  test("gives the core the demo central API's address and a secret for its switches", async () => {
    const launcher = launch();
    const { options } = await stateOf(await launcher.ready());
    const demoCentral = await centralAddress(launcher);
    expect(options.centralUrl).toBe(`${demoCentral}/fhir`);
    expect(options.demo?.controlUrl).toBe(`${demoCentral}/demo`);
    expect(options.demo?.secret).toMatch(/^[\w-]{32}$/);
    expect(options.tokenReusable).toBe(true);
  });

  test("with a real central API starts no demo central API", async () => {
    const launcher = launch("--central", "https://fhir.example.org/r4");
    const { options } = await stateOf(await launcher.ready());
    expect(options.centralUrl).toBe("https://fhir.example.org/r4");
    expect(options.demo).toBeNull();
    expect(launcher.output).not.toContain("Demo central API");
  });

  test("without a display serves the screens and says why there is no window", async () => {
    const launcher = new Launcher(withFakes, ["--data", folder.inside("data")]);
    launchers.push(launcher);
    await launcher.ready();
    expect(launcher.output).toContain("no display");
  });
});

describe("the end", () => {
  test.each(["SIGTERM", "SIGINT"] as const)(
    "on %s everything it started has ended, exit code 0",
    async (name) => {
      const launcher = launch();
      const address = await launcher.ready();
      const core = await stateOf(address);
      launcher.signal(name);
      expect(await launcher.ended()).toBe(0);
      expect(isAlive(core.pid)).toBe(false);
      expect(await answers(await centralAddress(launcher))).toBe(false);
      expect(launcher.errors).toBe("");
    },
  );

  test("a launcher that was killed takes the core and the central API with it", async () => {
    const launcher = launch();
    const address = await launcher.ready();
    const demoCentral = await centralAddress(launcher);
    launcher.signal("SIGKILL");
    await launcher.ended();
    await waitFor(async () => !(await answers(address)));
    await waitFor(async () => !(await answers(demoCentral)));
  });

  test("a launcher whose shell was ended, as by npm on SIGTERM, ends as well", async () => {
    const words = ["--shell", "none", "--data", folder.inside("data")];
    const launcher = new Launcher(withFakes, words, {}, true);
    launchers.push(launcher);
    const address = await launcher.ready();
    const demoCentral = await centralAddress(launcher);
    launcher.signal("SIGTERM");
    // Its output is closed by the last of its processes.
    await launcher.ended();
    expect(await answers(address)).toBe(false);
    expect(await answers(demoCentral)).toBe(false);
  });

  test("the folder is free for the next start", async () => {
    const first = launch();
    await first.ready();
    await first.end();
    await launch().ready();
  });
});

describe("what dies is started again", () => {
  test("the core, on the same port", async () => {
    const launcher = launch();
    const address = await launcher.ready();
    const before = await stateOf(address);
    await fetch(new URL("/die", address)).catch(() => undefined);
    await launcher.said(/The core ended \(signal SIGKILL\)/);
    await launcher.said(/Core: store opened/, 2);
    const after = await stateOf(address);
    expect(after.pid).not.toBe(before.pid);
    expect(after.options.port).toBe(Number(new URL(address).port));
    // Without a window people open the address: the new core has another token.
    const [, again] = await launcher.said(/^Infomat is ready again, at another address: (http:\S+)$/m);
    expect(again).not.toBe(address);
    expect(new URL(again ?? "").port).toBe(new URL(address).port);
  });

  test("the demo central API, at the same address", async () => {
    const launcher = launch();
    await launcher.ready();
    const demoCentral = await centralAddress(launcher);
    await fetch(`${demoCentral}/die`).catch(() => undefined);
    await launcher.said(/The demo central API ended \(exit code 7\)/);
    await waitFor(() => answers(demoCentral));
  });
});

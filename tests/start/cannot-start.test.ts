import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Launcher, realStart, temporaryFolder, withFakes } from "./launcher.ts";

let folder = temporaryFolder();
const launchers: Launcher[] = [];

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  await Promise.all(launchers.splice(0).map((launcher) => launcher.end()));
  folder.remove();
});

function launch(script: string, words: readonly string[], environment: NodeJS.ProcessEnv = {}): Launcher {
  const launcher = new Launcher(script, words, environment);
  launchers.push(launcher);
  return launcher;
}

async function listening() {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening on TCP");
  return { port: address.port, close: () => server.close() };
}

test("the port is taken: says which, and what to do", async () => {
  const other = await listening();
  const words = ["--shell", "none", "--data", folder.inside("data"), "--port", String(other.port)];
  const launcher = launch(withFakes, words);
  expect(await launcher.ended()).toBe(1);
  other.close();
  expect(launcher.errors).toContain(
    `Port ${other.port} is taken by another program. Choose another one with --port`,
  );
  expect(launcher.output).not.toContain("starting it again");
});

test("the data folder can't be written", async () => {
  writeFileSync(folder.inside("file"), "");
  const data = folder.inside("file/data");
  const launcher = launch(realStart, ["--shell", "none", "--data", data]);
  expect(await launcher.ended()).toBe(1);
  expect(launcher.errors).toContain(`The data folder can't be written: ${data}.`);
  expect(launcher.errors).toContain("--data");
});

test("another kiosk has the data folder", async () => {
  const words = ["--shell", "none", "--data", folder.inside("data")];
  const first = launch(withFakes, words);
  await first.ready();
  const second = launch(withFakes, words);
  expect(await second.ended()).toBe(1);
  expect(second.errors).toContain(
    `Another Infomat already runs with the data folder ${folder.inside("data")}`,
  );
  expect((await fetch(await first.ready())).status).toBe(200);
});

test("the configuration is broken: line and setting are named, nothing was started", async () => {
  const config = folder.inside("infomat.yaml");
  writeFileSync(config, "kiosk:\n  number: many\n");
  const launcher = launch(realStart, [
    "--shell",
    "none",
    "--data",
    folder.inside("data"),
    "--config",
    config,
  ]);
  expect(await launcher.ended()).toBe(1);
  expect(launcher.errors).toContain(`The configuration ${config} has mistakes`);
  expect(launcher.errors).toMatch(/line 2: kiosk\.number/);
  expect(launcher.output).toBe("");
});

test("the configuration is not there", async () => {
  const config = folder.inside("nowhere.yaml");
  const launcher = launch(realStart, ["--shell", "none", "--config", config]);
  expect(await launcher.ended()).toBe(1);
  expect(launcher.errors).toContain(`${config} can't be read (ENOENT)`);
});

test("the demo central API fails: its own words and what to do instead", async () => {
  const launcher = launch(withFakes, ["--shell", "none", "--data", folder.inside("data"), "--size", "tiny"]);
  expect(await launcher.ended()).toBe(1);
  expect(launcher.errors).toContain("the seed could not be sown");
  expect(launcher.errors).toContain(
    "The demo central API could not start. Use a real central API with --central",
  );
});

test("a shell that needs a display where there is none", async () => {
  const launcher = launch(withFakes, ["--shell", "chromium", "--data", folder.inside("data")]);
  expect(await launcher.ended()).toBe(1);
  expect(launcher.errors).toContain("There is no display");
  expect(launcher.errors).toContain("--shell none");
});

test("no browser", async () => {
  const environment = { DISPLAY: ":99", INFOMAT_BROWSER: folder.inside("no-browser") };
  const launcher = launch(withFakes, ["--shell", "chromium", "--data", folder.inside("data")], environment);
  expect(await launcher.ended()).toBe(1);
  expect(launcher.errors).toContain("No Chromium, Chrome or Edge was found. Install one");
});

test("an option that nobody knows: exit code 2, and where all options are listed", async () => {
  const launcher = launch(realStart, ["--fullscreen"]);
  expect(await launcher.ended()).toBe(2);
  expect(launcher.errors).toContain("unknown option '--fullscreen'");
  expect(launcher.errors).toContain("npm start -- --help");
});

test("help names every option and starts nothing", async () => {
  const launcher = launch(realStart, ["--help"]);
  expect(await launcher.ended()).toBe(0);
  for (const option of ["--shell", "--port", "--central", "--data", "--config", "--size"]) {
    expect(launcher.output).toContain(option);
  }
});

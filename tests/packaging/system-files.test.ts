import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadConfig, parseConfig } from "#main/config/load.ts";
import { findTool } from "../../scripts/pack/run-tool.ts";
import { root } from "../../scripts/run.ts";

const packaging = join(root, "packaging");
const read = (file: string): string => readFileSync(join(packaging, file), "utf8");

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "infomat-packaging-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("the example of a configuration is all comments, and without them it is one that is accepted", () => {
  const file = join(packaging, "root/etc/infomat/infomat.yaml");
  expect(() => loadConfig(file)).toThrow(/holds no settings/);
  const text = read("root/etc/infomat/infomat.yaml");
  const settings = text.replace(/^#(?! )(.*)$/gm, "$1").replace(/^#( {2}\w+: .*)$/gm, "$1");
  expect(parseConfig(settings, "example", ["ru", "en", "kk", "tt"])).toMatchObject({
    kiosk: { number: 3, branch: "org-1-2" },
    central: { url: "https://fhir.example.org/r4", caFile: "/etc/infomat/ca.pem" },
    printer: { kind: "auto" },
    scanner: { kind: "serial" },
  });
});

test("the window manager has no binding of a key or a mouse button, no menu, and fills the screen", () => {
  const settings = read("root/usr/lib/infomat/openbox.xml").replace(/<!--.*?-->/gs, "");
  expect(settings).not.toMatch(/keybind|mousebind|<action|<file>/);
  // What is left out altogether is replaced by the built-in bindings.
  for (const part of ["<keyboard/>", "<mouse>", "<menu/>", "<fullscreen>yes</fullscreen>"]) {
    expect(settings).toContain(part);
  }
});

/** What systemd says of a unit whose program is there; null where it isn't installed. */
function verified(unit: string, name = "infomat.service"): string | null {
  if (findTool("systemd-analyze") === null) return null;
  const file = join(folder, name);
  writeFileSync(file, unit.replace(/^ExecStart=.*$/m, "ExecStart=/bin/sh"));
  const told = spawnSync("systemd-analyze", ["verify", "--man=no", file], { encoding: "utf8" });
  return told.stderr
    .split("\n")
    .filter((line) => line.includes(name))
    .join("\n");
}

test("systemd accepts the unit, and would not accept a misspelt setting", () => {
  const unit = read("root/usr/lib/systemd/system/infomat.service");
  if (findTool("systemd-analyze") !== null) {
    expect(verified(unit)).toBe("");
    expect(verified(unit.replace("RestartSec=", "RestartSecs="))).toContain("RestartSecs");
  }
  for (const line of [
    ...["User=infomat", "Restart=always", "StateDirectory=infomat", "StateDirectoryMode=0700"],
    ...["NoNewPrivileges=yes", "CapabilityBoundingSet=", "RestartPreventExitStatus=78 79"],
  ]) {
    expect(unit.split("\n")).toContain(line);
  }
});

test("systemd accepts the unit of the counter's page, which starts only where it is set up", () => {
  const name = "infomat-reception.service";
  const unit = read(`root/usr/lib/systemd/system/${name}`);
  if (findTool("systemd-analyze") !== null) expect(verified(unit, name)).toBe("");
  for (const line of [
    ...["User=infomat", "ConditionPathExists=/etc/infomat/reception.yaml", "RestartPreventExitStatus=78"],
    ...["NoNewPrivileges=yes", "ProtectSystem=strict", "StateDirectory=infomat-reception"],
  ])
    expect(unit.split("\n")).toContain(line);
});

/** Runs the script that comes before the files of a package that knows these forms of the data. */
function beforeInstalling(forms: string, installed: string | null): { status: number | null; text: string } {
  if (installed !== null) {
    mkdirSync(join(folder, "usr/lib/infomat"), { recursive: true });
    writeFileSync(join(folder, "usr/lib/infomat/data-forms"), installed);
  }
  const script = read("scripts/preinstall.sh").replace("@DATA_FORMS@", forms);
  const env = { ...process.env, DPKG_ROOT: folder };
  const run = spawnSync("sh", ["-s", "upgrade", "9.9.9"], { input: script, encoding: "utf8", env });
  return { status: run.status, text: run.stderr };
}

test.each([
  ["nothing is installed", "journal.sqlite=2 outbox.sqlite=1", null, 0],
  ["the same forms", "journal.sqlite=2 outbox.sqlite=1", "journal.sqlite 2\noutbox.sqlite 1\n", 0],
  ["older forms", "journal.sqlite=3 outbox.sqlite=1", "journal.sqlite 2\n", 0],
  ["a newer form", "journal.sqlite=2 outbox.sqlite=1", "journal.sqlite 3\noutbox.sqlite 1\n", 1],
  ["a file that it doesn't know", "journal.sqlite=2", "journal.sqlite 2\noutbox.sqlite 1\n", 1],
])("before a package is unpacked over %s", (_what, forms, installed, status) => {
  const run = beforeInstalling(forms, installed);
  expect(run.status, run.text).toBe(status);
  if (status === 1) expect(run.text).toMatch(/nothing was changed/);
});

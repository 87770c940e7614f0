import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { startFakeScanner } from "#tests/scanner/fake-scanner.ts";
import { configFile } from "#tests/support/config-file.ts";
import { openDemoCentral, temporaryFolder, waitFor, withCleanUp } from "#tests/support/kiosk.ts";
import { root } from "../../scripts/run.ts";
import { infomat } from "./infomat.ts";

test.each([
  ["central: { url: 'https://fhir.example.org/r4' }", 0, /is in order/],
  [
    "central: { url: 'https://fhir.example.org/r4', caFile: /nowhere/ca.pem }",
    78,
    /central\.caFile: \/nowhere/,
  ],
  [
    "central: { url: 'https://fhir.example.org/r4' }\nsignIn: { gosuslugi: { issuer: 'https://sso.example', clientId: k, secretFile: /dev/null } }",
    78,
    /signIn\.gosuslugi\.secretFile: \/dev\/null is empty/,
  ],
  [
    "central: { url: 'https://fhir.example.org/r4' }\nsignIn: { gosuslugi: { issuer: 'https://sso.example', clientId: k, keyFile: /dev } }",
    78,
    /signIn\.gosuslugi\.keyFile: \/dev can't be read \(EISDIR\)/,
  ],
  ["kiosk: { number: 3 }", 78, /names no central API/],
  ["kiosk:\n  number: none", 78, /line 2: kiosk\.number/],
  ["kiosk: [", 78, /line 1.*not valid YAML/],
  ["", 78, /holds no settings/],
  [
    "central: { url: 'http://127.0.0.1' }\nmonitoring: { tokenFile: /dev/null }",
    78,
    /monitoring\.tokenFile: .*holds no token/,
  ],
])("config check %j", (settings, code, said) =>
  withCleanUp(async (later) => {
    const told = await infomat(["config", "check", configFile(later, settings)]);
    expect([told.code, told.out + told.err]).toEqual([code, expect.stringMatching(said)]);
  }),
);

test("config check of a file that isn't there", async () => {
  expect(await infomat(["config", "check", "/nowhere.yaml"])).toMatchObject({
    code: 78,
    err: expect.stringContaining("can't be read (ENOENT)"),
  });
});

const schemaSchema = z.object({
  $schema: z.string(),
  additionalProperties: z.literal(false),
  properties: z.record(z.string(), z.unknown()),
});

test("config schema: one that editors know, with every section; the packaged example names it first", async () => {
  const { code, out } = await infomat(["config", "schema"]);
  expect(code).toBe(0);
  const { $schema, properties } = schemaSchema.parse(JSON.parse(out));
  expect($schema).toBe("https://json-schema.org/draft/2020-12/schema");
  expect(Object.keys(properties)).toEqual(expect.arrayContaining(["kiosk", "central", "printer", "log"]));
  expect(properties).toMatchObject({ kiosk: { properties: { number: { type: "integer", maximum: 999 } } } });
  const example = readFileSync(join(root, "packaging/root/etc/infomat/infomat.yaml"), "utf8");
  expect(example.split("\n")[0]).toBe("# yaml-language-server: $schema=/usr/lib/infomat/infomat.schema.json");
});

/** The settings below a schema that say nothing of themselves, by their paths. */
function withoutWords(schema: unknown, path = ""): readonly string[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, below]) => {
    if (key !== "properties") return withoutWords(below, path);
    return Object.entries(z.record(z.string(), z.looseObject({})).parse(below)).flatMap(([name, setting]) => {
      const place = `${path}.${name}`;
      const told = typeof setting.description === "string" || "const" in setting;
      return [...(told ? [] : [place]), ...withoutWords(setting, place)];
    });
  });
}

test("config schema: an editor shows at each setting what it is for", async () => {
  const { out } = await infomat(["config", "schema"]);
  expect(withoutWords(JSON.parse(out))).toEqual([]);
  expect(out).toContain("Seconds without a touch until the kiosk asks.");
});

test("scanner test tells what a scan is, and nothing of what it holds", () =>
  withCleanUp(async (later) => {
    const scanner = await startFakeScanner(temporaryFolder(later), later);
    const config = configFile(later, `scanner: { kind: serial, path: "${scanner.path}" }\n`);
    const words = ["main/installed/checkout.ts", "scanner", "test", "--config", config];
    const child = spawn(process.execPath, words, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
    later(() => child.kill("SIGKILL"));
    const ended = new Promise((resolve) => child.once("exit", resolve));
    let said = "";
    child.stdout.on("data", (text) => (said += String(text)));
    await waitFor(() => said.includes("is open"));
    const number = "4056410842001238";
    // The line may need a moment until it listens; a scan that nobody heard is held up again.
    await waitFor(async () => {
      await scanner.send(`${number}\r`);
      await new Promise((resolve) => setTimeout(resolve, 100));
      return said.includes("Read: a policy's number alone.");
    });
    child.kill("SIGINT");
    expect(await ended).toBe(0);
    expect(said).not.toContain(number);
  }));

test("doctor --json is one JSON value, with what to do about each failure", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const data = temporaryFolder(later);
    const config = configFile(
      later,
      `central: { url: "${demoCentral.url}" }\nscanner: { kind: serial, path: /dev/not-there }\n`,
    );
    const { code, out } = await infomat(["doctor", "--json", "--config", config, "--data", data]);
    const report = z
      .object({
        well: z.boolean(),
        failures: z.int(),
        steps: z.array(
          z.object({ name: z.string(), kind: z.string(), faults: z.array(z.unknown()).optional() }),
        ),
      })
      .parse(JSON.parse(out));
    expect([code, report.well, report.failures]).toEqual([1, false, 1]);
    const step = (name: string) => report.steps.find((one) => one.name === name);
    expect(step("Scanner")).toMatchObject({
      kind: "failed",
      faults: [{ fix: expect.stringContaining("cable") }],
    });
    expect(step("Self-test")).toMatchObject({ kind: "ok" });
    expect(step("Kiosk")).toMatchObject({ kind: "ok" });
    for (const name of ["Disk", "Clock", "Certificates", "Display", "Touch", "Sound", "Browser"])
      expect(step(name)?.kind, name).toMatch(/^(ok|warning)$/);
  }));

import { existsSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { installedPort } from "#main/installed/places.ts";
import { managedPolicies } from "#main/shell/chromium/index.ts";
import { elfFaults, elfFilesIn } from "../../scripts/pack/elf.ts";
import { packedModules } from "../../scripts/pack/modules.ts";
import { sbom } from "../../scripts/pack/sbom.ts";
import { stage } from "../../scripts/pack/stage.ts";
import { root, runScript } from "../../scripts/run.ts";

// Packages are made on Linux, from a checkout whose packages are those of the machine.
const arch = process.arch === "arm64" ? "arm64" : "x64";
const theirs = join(root, `node_modules/better-sqlite3/prebuilds/linux-${arch}.node`);
const ours = "usr/lib/infomat/node_modules/better-sqlite3/prebuilds";

let folder = "";
const read = (file: string): string => readFileSync(join(folder, file), "utf8");

beforeAll(() => {
  expect(runScript("scripts/build.ts", ["screens", "reception", "program"])).toBe(true);
  folder = mkdtempSync(join(tmpdir(), "infomat-stage-"));
  stage({ arch, sqliteModule: theirs, folder, electron: null });
}, 180_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the tree holds what an installed kiosk is made of", () => {
  const program = "usr/lib/infomat";
  for (const file of [
    ...["bin/node", "dist/program/infomat.js", "dist/program/core.js", "dist/program/sync-worker.js"],
    ...["dist/renderer/index.html", "dist/renderer/guard.js", "assets/locales/ru.json", "session"],
    ...["assets/services/names.json", "printer/profiles/generic.json", "openbox.xml", "data-forms"],
  ]) {
    expect(existsSync(join(folder, program, file)), file).toBe(true);
  }
  for (const file of [
    ...["etc/infomat/infomat.yaml", "etc/pam.d/infomat", "usr/bin/infomat", "usr/share/man/man1/infomat.1"],
    ...["usr/lib/systemd/system/infomat.service", "usr/lib/sysusers.d/infomat.conf"],
    ...["usr/lib/tmpfiles.d/infomat.conf", "usr/lib/udev/rules.d/70-infomat.rules"],
    ...["usr/share/bash-completion/completions/infomat", "usr/share/doc/infomat/copyright"],
    ...["infomat.schema.json"].map((name) => `usr/lib/infomat/${name}`),
    ...["index.html", "packaging.html"].map((name) => `usr/share/doc/infomat/html/${name}`),
    ...["infomat-alerts.yml", "infomat-dashboard.json"].map(
      (name) => `usr/share/doc/infomat/monitoring/${name}`,
    ),
  ]) {
    expect(existsSync(join(folder, file)), file).toBe(true);
  }
  for (const file of [
    "usr/bin/infomat",
    "usr/lib/infomat/session",
    "usr/lib/infomat/update",
    "usr/lib/infomat/bin/node",
  ]) {
    expect(statSync(join(folder, file)).mode & 0o777, file).toBe(0o755);
  }
  expect(statSync(join(folder, "etc/infomat/infomat.yaml")).mode & 0o777).toBe(0o644);
});

test.each(["administrator", "user", "ru/administrator", "ru/user"])(
  "the book %s is a page whose links and pictures are there",
  (book) => {
    const page = read(`usr/share/doc/infomat/html/${book}.html`);
    expect(page).toContain(`<html lang="${book.startsWith("ru/") ? "ru" : "en"}">`);
    const targets = [...page.matchAll(/(?:href|src)="([^"#:]+)(?:#[^"]*)?"/g)].map(
      ([, target]) => target ?? "",
    );
    expect(targets.length).toBeGreaterThan(3);
    for (const target of targets) {
      const file = join(folder, "usr/share/doc/infomat/html", dirname(book), target);
      expect(existsSync(file), target).toBe(true);
    }
  },
);

test("the books say the same of what was tried, in both languages", () => {
  const notTried = (text: string, words: RegExp): number => text.match(words)?.length ?? 0;
  const [ru, en] = ["docs/ru/administrator.md", "docs/administrator.md"].map((file) =>
    readFileSync(join(root, file), "utf8"),
  );
  expect(notTried(en ?? "", /not tried|were neither|not connected/gi)).toBeGreaterThanOrEqual(8);
  expect(notTried(ru ?? "", /не пробовал|не подключались/gi)).toBeGreaterThanOrEqual(8);
  const headings = (text = "") => (text.match(/^## \d+\./gm) ?? []).length;
  expect(headings(ru)).toBe(headings(en));
});

test("nothing of other systems, of builders and of tests is in it, nor the demo's clinic", () => {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  // A script of another system is only read there; programs and modules are what weighs and has to be signed.
  const strange =
    /(win32|darwin|musl|android|armv[67])(?!.*\.js$)|\.(map|ts|gyp|c|h|cpp|hpp|exe|dll|dylib)$|demo|patients\.json/;
  const found = names.filter((name) => strange.test(name) && !/\/demo-people\.(md|html)$/.test(name));
  expect(found).toEqual([]);
  expect(names.filter((name) => name.includes("fontsource") && name.endsWith(".woff2"))).toHaveLength(4);
});

test("every file with machine code runs on glibc 2.28, and one that doesn't is found", () => {
  const files = elfFilesIn(folder);
  expect(files).toHaveLength(5);
  const faults = files.flatMap((file) =>
    elfFaults(join(folder, file), arch).map((fault) => `${file} ${fault}`),
  );
  // The database's module as its package brings it: packing builds another one in its place.
  expect(faults).toEqual([
    `${ours}/linux-${arch}.node asks for GLIBC_2.34, above 2.28`,
    `${ours}/linux-${arch}.node asks for GLIBCXX_3.4.29, above 3.4.25`,
  ]);
  const other = arch === "x64" ? "arm64" : "x64";
  expect(elfFaults(join(folder, "usr/lib/infomat/bin/node"), other)).toEqual([
    expect.stringMatching(/^is for /),
  ]);
});

test("the database's module that packing builds, where it has been built, runs on glibc 2.28", () => {
  const built = globSync("*x86_64*/better_sqlite3.node", { cwd: join(root, ".cache/pack") });
  for (const file of built) expect(elfFaults(join(root, ".cache/pack", file), "x64"), file).toEqual([]);
});

test("the browser may open the port that the kiosk takes, and no other address", () => {
  const policies: unknown = JSON.parse(read("etc/chromium/policies/managed/infomat.json"));
  expect(policies).toEqual(managedPolicies(installedPort));
  expect(policies).toMatchObject({
    URLAllowlist: [`127.0.0.1:${installedPort}`],
    URLBlocklist: ["*", "chrome://*"],
  });
});

test("the printers of the profiles are the kiosk's, by the makers' numbers", () => {
  const rules = read("usr/lib/udev/rules.d/70-infomat.rules");
  expect(rules).toContain('ATTR{idVendor}=="04b8", GROUP="lp", MODE="0660"');
  for (const line of rules.split("\n").filter((text) => text !== "" && !text.startsWith("#"))) {
    expect(line).toMatch(/^(([A-Z]+(\{\w+\})?(==|=)"[^"]+")(, |$))+$/);
  }
});

test("for another kind of machine other modules are packed", () => {
  const names = packedModules("arm64").join("\n");
  expect(names).toContain("@napi-rs/canvas-linux-arm64-gnu");
  expect(names).toContain("@node-usb/usb-linux-arm64-gnu");
  expect(names).not.toMatch(/x64|musl|win32|node-addon-api|@types/);
});

test("the parts list names what is inside, and nothing that only builds or tests", () => {
  const { components, specVersion } = z
    .object({
      specVersion: z.string(),
      components: z.array(z.object({ name: z.string(), version: z.string(), "bom-ref": z.string() })),
    })
    .parse(JSON.parse(sbom(arch, "chromium", { name: "infomat-chromium", version: "0.0.0" })));
  expect(specVersion).toBe("1.6");
  const names = components.map(({ name }) => name);
  for (const name of ["react", "fastify", "better-sqlite3", "sqlite", "usb", `node-linux-${arch}`]) {
    expect(names).toContain(name);
  }
  for (const name of ["vite", "vitest", "electron", "typescript", "@medplum/core", "node-addon-api"]) {
    expect(names).not.toContain(name);
  }
  expect(new Set(components.map((part) => part["bom-ref"])).size).toBe(components.length);
});

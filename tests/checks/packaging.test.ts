import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { validateSchema } from "app-builder-lib/out/util/config/schemaValidator.js";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

const project = resolve(import.meta.dirname, "../..");
const settings: unknown = parse(readFileSync(join(project, "electron-builder.yml"), "utf8"));
const schema: unknown = JSON.parse(
  readFileSync(join(project, "node_modules/app-builder-lib/scheme.json"), "utf8"),
);

test("electron-builder accepts its settings, and would not accept a misspelt one", () => {
  expect(() => validateSchema(schema, settings)).not.toThrow();
  expect(() => validateSchema(schema, { appId: "example", electronFuse: {} })).toThrow(/electronFuse/);
});

test("what the core reads at start is packed", () => {
  const { files } = z.object({ files: z.array(z.string()) }).parse(settings);
  expect(files).toEqual(expect.arrayContaining(["assets/locales/**", "assets/services/**"]));
  // Of the modules' machine code only that of the system for which it is packed.
  for (const part of ["better-sqlite3/prebuilds/!(${platform}-${arch}).node", "/**/*musl*"]) {
    expect(files.filter((file) => file.startsWith("!") && file.includes(part))).toHaveLength(1);
  }
});

test("the fuses of a kiosk are set, and native modules stay outside of the archive", () => {
  const read = z.object({
    npmRebuild: z.boolean(),
    asarUnpack: z.array(z.string()),
    icon: z.string(),
    electronFuses: z.record(z.string(), z.boolean()),
  });
  const { electronFuses, icon, ...rest } = read.parse(settings);
  expect(electronFuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  });
  expect(rest).toEqual({ npmRebuild: false, asarUnpack: ["**/*.node"] });
  expect(existsSync(join(project, icon))).toBe(true);
});

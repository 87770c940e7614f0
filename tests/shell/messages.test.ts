import { expect, test } from "vitest";
import { type CoreOptions, coreEnvironment, readCoreOptions } from "#main/shell/messages.ts";

const options: CoreOptions = {
  configFile: "/etc/infomat/infomat.yaml",
  dataDir: "/var/lib/infomat",
  port: 8090,
  centralUrl: "https://fhir.example.org/r4",
  demo: null,
  tokenReusable: false,
};

test("what the launcher writes the core reads", () => {
  expect(readCoreOptions(coreEnvironment(options))).toEqual(options);
});

test.each([
  ["nothing", {}],
  ["no JSON", { INFOMAT_CORE: "{" }],
  ["a port that is none", { INFOMAT_CORE: JSON.stringify({ ...options, port: 70_000 }) }],
  ["an option of another version", { INFOMAT_CORE: JSON.stringify({ ...options, kiosk: 3 }) }],
  [
    "a central API that is no web address",
    { INFOMAT_CORE: JSON.stringify({ ...options, centralUrl: "file:///etc/passwd" }) },
  ],
])("%s in the environment is no options", (_name, environment) => {
  expect(readCoreOptions(environment)).toBeNull();
});

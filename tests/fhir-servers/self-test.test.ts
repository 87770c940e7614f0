import { v7 } from "uuid";
import { describe, expect, test } from "vitest";
import { selfTestSystem } from "#contract/index.ts";
import { search } from "#tests/support/central-rest.ts";
import { withCleanUp } from "#tests/support/kiosk.ts";
import { openConnector, patient } from "#tests/sync/connector.ts";
import { type FhirServer, nonAtomicServers, soundServers } from "./servers.ts";

const run = { owner: "kiosk-of-this-test", newKey: () => v7() };

/** What the self-test has left at the central API. */
async function leftovers(url: string): Promise<string[]> {
  const types = ["Appointment", "Slot", "Schedule", "Location"];
  const found = await Promise.all(
    types.map((type) => search(url, type, { identifier: `${selfTestSystem}|`, _count: "100" })),
  );
  return found.flat().map(({ resourceType, id }) => `${resourceType}/${id}`);
}

describe.each<FhirServer>(soundServers)("$name", (server) => {
  test("passes the self-test, and nothing of it is left", () =>
    withCleanUp(async (later) => {
      const url = await server.open(later);
      const { central, log } = openConnector(later, url);
      expect(await central.selfTest(run, patient), log.lines.join("\n")).toEqual({ kind: "passed" });
      expect(await leftovers(url)).toEqual([]);
    }));
});

describe.each<FhirServer>(nonAtomicServers)("$name", (server) => {
  test("is found out by the self-test, and nothing of it is left", () =>
    withCleanUp(async (later) => {
      const url = await server.open(later);
      const { central } = openConnector(later, url);
      const result = await central.selfTest(run, patient);
      expect(result.kind === "failed" && result.findings.map(({ fault }) => fault)).toContain(
        "partialCommit",
      );
      expect(await leftovers(url)).toEqual([]);
    }));
});

import { v7 } from "uuid";
import { describe, expect, test } from "vitest";
import { CentralError, type SelfTestFault, selfTestSystem } from "#contract/index.ts";
import { search } from "#tests/support/central-rest.ts";
import { openDemoCentral, withCleanUp } from "#tests/support/kiosk.ts";
import { openConnector, patient } from "#tests/sync/connector.ts";
import { type Asked, openLyingLine, type Twist } from "./lying-line.ts";

const run = { owner: "kiosk-of-this-test", newKey: () => v7() };
const isTransaction = ({ method, path }: Asked): boolean => method === "POST" && path === "";
/** A transaction without one of the conditions of its entries. */
const without = (asked: Asked, condition: "ifMatch" | "ifNoneExist"): Twist =>
  isTransaction(asked)
    ? {
        body: asked.body
          .replaceAll(new RegExp(`"${condition}":"(?:[^"\\\\]|\\\\.)*",?`, "g"), "")
          .replaceAll(",}", "}"),
      }
    : null;
const nobody = { resourceType: "Bundle", type: "searchset", entry: [] };

/** Everything that a self-test has left at the central API. */
async function left(url: string) {
  const types = ["Appointment", "Slot", "Schedule", "Location"];
  const identifier = `${selfTestSystem}|${run.owner}`;
  return (await Promise.all(types.map((type) => search(url, type, { identifier, _count: "100" })))).flat();
}

describe("the self-test finds a central API that", () => {
  const lies: readonly (readonly [string, SelfTestFault[], (asked: Asked) => Twist])[] = [
    ["passes over ifMatch", ["staleTaken", "slotTwice"], (asked) => without(asked, "ifMatch")],
    ["passes over ifNoneExist", ["keyTwice"], (asked) => without(asked, "ifNoneExist")],
    [
      "takes its time to index visits",
      ["notFound"],
      ({ path }) => (path === "Appointment/_search" ? { status: 200, json: nobody } : null),
    ],
    [
      "drops what it doesn't know of a slot, and counts no version for it",
      ["fenceWithoutEffect"],
      (asked) =>
        isTransaction(asked) && asked.body.includes("fence-key")
          ? { body: asked.body.replace(/,?\{"system":"urn:infomat:fence-key","value":"[^"]*"\}/, "") }
          : null,
    ],
    ["takes no transactions", ["refused"], (asked) => (isTransaction(asked) ? { status: 405 } : null)],
    [
      "lets nobody make schedules",
      ["unprepared"],
      ({ method, path }) => (method === "POST" && path === "Schedule" ? { status: 403 } : null),
    ],
  ];

  test.each(lies)("%s, and leaves nothing there", (_, faults, twist) =>
    withCleanUp(async (later) => {
      const demoCentral = await openDemoCentral(later, { dialect: "hapi" });
      const { central } = openConnector(later, await openLyingLine(later, demoCentral.url, twist));
      const result = await central.selfTest(run, patient);
      expect(result.kind === "failed" && result.findings.map(({ fault }) => fault)).toEqual(faults);
      expect(await left(demoCentral.url)).toEqual([]);
    }),
  );
});

test("a line that breaks in the middle says nothing about the central API; the next test cleans up behind it", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    let transactions = 0;
    let broken = false;
    const url = await openLyingLine(later, demoCentral.url, (asked) => {
      if (isTransaction(asked) && ++transactions === 3) broken = true;
      return broken ? "cut" : null;
    });
    const { central } = openConnector(later, url);
    await expect(central.selfTest(run, patient)).rejects.toThrow(CentralError);
    expect((await left(demoCentral.url)).length).toBeGreaterThan(3);
    broken = false;
    expect(await central.selfTest(run, patient)).toEqual({ kind: "passed" });
    expect(await left(demoCentral.url)).toEqual([]);
  }));

test("where nothing can be deleted, what is left is inactive, in the past, and said to be a mistake", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const url = await openLyingLine(later, demoCentral.url, ({ method }) =>
      method === "DELETE" ? { status: 405 } : null,
    );
    const { central } = openConnector(later, url);
    expect(await central.selfTest(run, patient)).toEqual({ kind: "passed" });
    const rests = await left(demoCentral.url);
    expect(rests.length).toBeGreaterThan(5);
    for (const { resourceType, status, active, start } of rests) {
      if (resourceType === "Schedule") expect(active).toBe(false);
      else if (resourceType === "Location") expect(status).toBe("inactive");
      else expect([status, String(start).slice(0, 4)]).toEqual(["entered-in-error", "2001"]);
    }
  }));

test("two kiosks that test at the same moment don't clean each other's ground away", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const { central } = openConnector(later, demoCentral.url);
    const results = await Promise.all(
      ["one", "other"].map((owner) => central.selfTest({ ...run, owner }, patient)),
    );
    expect(results).toEqual([{ kind: "passed" }, { kind: "passed" }]);
  }));

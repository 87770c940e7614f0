import { describe, expect, test } from "vitest";
import type { FhirCentral } from "#sync/fhir/index.ts";
import { openConnector, openDemoCentral, patient as signal } from "./connector.ts";
import { collect, withCleanUp } from "./helpers.ts";
import { json } from "./scripted-central.ts";

const outcome = (...issue: unknown[]) => ({ resourceType: "OperationOutcome", issue });
const searchset = (...entry: unknown[]) => ({ resourceType: "Bundle", type: "searchset", total: 0, entry });
const failure = { severity: "error", code: "processing", diagnostics: "database gone" };
const visit = {
  resourceType: "Appointment",
  id: "v1",
  meta: { versionId: "1" },
  status: "booked",
  start: "2026-11-23T09:00:00Z",
  participant: [{ actor: { reference: "Patient/1" } }],
};

const policy = { kind: "unified", number: "4056410842001238" } as const;
const lookUps: readonly [string, (central: FhirCentral) => Promise<unknown>][] = [
  ["of a patient", (central) => central.findPatients({ policy, birthDate: "1985-03-07" }, signal)],
  [
    "of a person",
    (central) =>
      central.findPersons(
        { family: "Петров", given: "Пётр", patronymic: "", birthDate: "1985-03-07" },
        signal,
      ),
  ],
  ["of patients by id", (central) => central.readPatients(["1"], signal)],
  ["of a patient's visits", (central) => central.visitsOfPatient("1", 0, signal)],
  ["of a slot's visits", (central) => central.visitsOfSlot("1", signal)],
  ["of a booking by its key", (central) => central.visitByKey("k", signal)],
  ["of cards", (central) => central.cardsOf("1", signal)],
  ["of messages", (central) => central.messagesTo(["1"], 10, signal)],
  ["of schedules", async (central) => collect(central.reference("schedule", null, signal))],
  ["of a schedule's slots", async (central) => collect(central.scheduleSlots("s1", 0, signal))],
  ["of changed slots", async (central) => collect(central.changedSlots(0, signal))],
];

const failures: readonly [string, unknown, string][] = [
  [
    "only an error",
    searchset({ resource: outcome(failure), search: { mode: "outcome" } }),
    "invalidResponse",
  ],
  [
    "a fatal one without a search mode",
    searchset({ resource: outcome({ ...failure, severity: "fatal" }) }),
    "invalidResponse",
  ],
  [
    "an error behind a warning",
    searchset({ resource: outcome({ severity: "warning", code: "value" }, failure) }),
    "invalidResponse",
  ],
  [
    "an error in the entry's response",
    searchset({ response: { status: "500", outcome: outcome(failure) } }),
    "invalidResponse",
  ],
  [
    "an outcome that says nothing",
    searchset({ resource: { resourceType: "OperationOutcome" } }),
    "invalidResponse",
  ],
  [
    "an outcome of a severity that nobody knows",
    searchset({ resource: outcome({ severity: "bad" }) }),
    "invalidResponse",
  ],
  ["an outcome in place of a searchset", outcome(failure), "invalidResponse"],
  [
    "a harmless outcome in place of a searchset",
    outcome({ severity: "information", code: "informational" }),
    "invalidResponse",
  ],
  ["a bundle of another type", { ...searchset(), type: "collection" }, "invalidResponse"],
  [
    "a fault that passes",
    searchset({ resource: outcome({ severity: "error", code: "timeout" }) }),
    "unavailable",
  ],
  [
    "that we may not look",
    searchset({ resource: outcome({ severity: "error", code: "forbidden" }) }),
    "unauthorized",
  ],
];

describe.each(lookUps)("a search %s", (_, ask) => {
  test.each(failures)("that is answered 200 with %s has failed", (__, body, fault) =>
    withCleanUp(async (later) => {
      const demoCentral = await openDemoCentral(later);
      const { central } = openConnector(later, demoCentral.url);
      demoCentral.script = () => json(body);
      await expect(ask(central)).rejects.toMatchObject({ name: "CentralError", fault });
    }),
  );

  test("that is answered with nothing but a warning has found nothing", () =>
    withCleanUp(async (later) => {
      const demoCentral = await openDemoCentral(later);
      const { central } = openConnector(later, demoCentral.url);
      const warning = outcome({ severity: "warning", code: "not-supported" });
      demoCentral.script = () => json(searchset({ resource: warning, search: { mode: "outcome" } }));
      expect([await ask(central)].flat().flatMap((one) => (one === null ? [] : rowsIn(one)))).toEqual([]);
    }));
});

const rowsIn = (one: unknown): unknown[] =>
  typeof one === "object" && one !== null && "rows" in one ? (one.rows as unknown[]) : [one];

test("an error beside a match: the match is not all that there is", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const { central } = openConnector(later, demoCentral.url);
    demoCentral.script = () => json(searchset({ resource: visit }, { resource: outcome(failure) }));
    await expect(central.visitsOfPatient("1", 0, signal)).rejects.toMatchObject({ fault: "invalidResponse" });
    demoCentral.script = () => json(searchset({ resource: visit }));
    expect(await central.visitsOfPatient("1", 0, signal)).toHaveLength(1);
  }));

test("a page without entries of a search that says it found some is no sound no", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const { central } = openConnector(later, demoCentral.url);
    demoCentral.script = () => json({ ...searchset(), total: 1 });
    const asked = { policy, birthDate: "1985-03-07" };
    await expect(central.findPatients(asked, signal)).rejects.toMatchObject({ fault: "invalidResponse" });
  }));

test("what a failed search says is not logged: it may repeat a number or a name", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const { central, log } = openConnector(later, demoCentral.url);
    const told = {
      severity: "error",
      code: "4056410842001238 Петров",
      diagnostics: "4056410842001238 Петров",
    };
    demoCentral.script = () => json(searchset({ resource: outcome(told) }));
    const refusal = await central.readPatients(["1"], signal).catch((error: unknown) => String(error));
    expect(refusal).toContain("the search failed");
    expect([refusal, ...log.lines].join("\n")).not.toMatch(/4056410842001238|Петров/);
  }));

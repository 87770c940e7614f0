import { expect, test } from "vitest";
import { throttleLimits } from "#main/patients/sign-in-throttle.ts";
import { openLyingLine } from "#tests/fhir-servers/lying-line.ts";
import { openDemoCentral, openKiosk, withCleanUp } from "#tests/support/kiosk.ts";
import { signIn } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";

/** R4 §3.1.1.4.16: about the search itself, under status 200. */
const failedSearch = {
  resourceType: "Bundle",
  type: "searchset",
  total: 0,
  entry: [
    {
      resource: { resourceType: "OperationOutcome", issue: [{ severity: "error", code: "exception" }] },
      search: { mode: "outcome" },
    },
  ],
};

test("searches that failed under status 200 are no failed tries: the policy isn't locked", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    let fails = true;
    const url = await openLyingLine(later, demoCentral.url, ({ path }) =>
      fails && path === "Patient/_search" ? { status: 200, json: failedSearch } : null,
    );
    const { client, online } = await openKiosk(later, { centralUrl: url });
    await online();
    const [patient] = demoCentral.patients;
    if (!patient) throw new Error("no demo patient");
    for (let tries = 0; tries <= throttleLimits.perKey; tries++)
      await refusalOf(signIn(client, patient), "CENTRAL_AWAY");
    fails = false;
    expect(await signIn(client, patient)).toBeDefined();
  }));

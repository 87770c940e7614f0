import { expect, test } from "vitest";
import { examine } from "#main/diagnostics/doctor/examine.ts";
import { systemClock, systemIds } from "#main/time/clock.ts";
import { openLyingLine } from "#tests/fhir-servers/lying-line.ts";
import { openDemoCentral, openKiosk, withCleanUp } from "#tests/support/kiosk.ts";
import { keptLog } from "#tests/support/log.ts";
import { book, firstOffer, signIn } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";

async function doctor(central: string, data: string) {
  const lines: string[] = [];
  const code = await examine({
    options: { central, config: null, data },
    clock: systemClock,
    ids: systemIds,
    log: keptLog(),
    say: (line) => lines.push(line),
    signal: new AbortController().signal,
  });
  return { code, text: lines.join("\n"), access: lines.find((line) => line.includes(". Access ")) ?? "" };
}

test.each([401, 403, 407])(
  "what the running kiosk is refused (%i) while it books is told by doctor, and goes once it may",
  (status) =>
    withCleanUp(async (later) => {
      const demoCentral = await openDemoCentral(later);
      let refuses = false;
      const url = await openLyingLine(later, demoCentral.url, ({ method, path }) =>
        refuses && method === "POST" && path === "" ? { status } : null,
      );
      const { client, online, dataDir } = await openKiosk(later, { centralUrl: url });
      await online();
      const [patient] = demoCentral.patients;
      if (!patient) throw new Error("no demo patient");
      await signIn(client, patient);
      const what = await firstOffer(client);
      refuses = true;
      await refusalOf(book(client, what), "CENTRAL_AWAY");
      // By the central API's own address, where this doctor may do all.
      const told = await doctor(demoCentral.url, dataDir);
      expect([told.code, told.access]).toEqual([1, expect.stringContaining("FAILED")]);
      expect(told.text).toMatch(
        new RegExp(`POST transaction since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC .*${status}`),
      );
      refuses = false;
      expect((await book(client, what)).status).toBe("booked");
      expect((await doctor(demoCentral.url, dataDir)).access).toContain("ok");
    }),
);

test("a doctor who may look nobody up says so", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const url = await openLyingLine(later, demoCentral.url, ({ path }) =>
      path === "Patient/_search" ? { status: 403 } : null,
    );
    const { client, online, dataDir } = await openKiosk(later, { centralUrl: url });
    await online();
    await client.session.start({});
    const { code, text } = await doctor(url, dataDir);
    expect(code).toBe(1);
    expect(text).toContain("Looking a patient up: The central API refuses the kiosk's access.");
  }));

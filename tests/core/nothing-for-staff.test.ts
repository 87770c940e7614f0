import { traverseContractProcedures } from "@orpc/server";
import { expect, test } from "vitest";
import { kioskContract } from "#contract/api.ts";
import { openCookie } from "#tests/support/kiosk.ts";
import { arrivedPatient } from "#tests/support/patient-at-kiosk.ts";
import { sharedKiosk } from "#tests/support/shared-kiosk.ts";

// One patient books time after time.
const shared = sharedKiosk("rules: { sameSpecialist: off, overlap: allowed }");

/** What only people of the clinic may know or do, by whatever name a procedure has it. */
const forStaff = /^(staff|reception|desk|service|admin|review)\b|desk|reviewlist|staff/i;

function procedures(): string[] {
  const paths: string[] = [];
  traverseContractProcedures({ router: kioskContract, path: [] }, ({ path }) => paths.push(path.join(".")));
  return paths;
}

test("no procedure of the lobby's page is one for staff", () => {
  expect(procedures().length).toBeGreaterThan(30);
  expect(procedures().filter((path) => forStaff.test(path))).toEqual([]);
});

test("the lobby's cookie opens nothing that once was for staff, whoever has a visit on the list", async () => {
  const { kiosk, demoCentral } = shared();
  const { ticket } = await arrivedPatient(kiosk.client, demoCentral);
  // Not acknowledged: it is on the list of what people must see to.
  await kiosk.client.session.end({ reason: "home" });
  kiosk.core.windowOpened();
  const origin = `http://127.0.0.1:${kiosk.core.port}`;
  const cookie = await openCookie(kiosk.core);
  for (const path of ["deskList", "deskDone", "list", "printed", "reprint", "signIn"]) {
    const answer = await fetch(`${origin}/rpc/staff/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", origin, cookie },
      body: JSON.stringify({ json: {} }),
    });
    expect([path, answer.status, (await answer.text()).includes(ticket.patient)]).toEqual([path, 404, false]);
  }
});

test("without a session, no procedure tells of the patient before", async () => {
  const { kiosk, demoCentral } = shared();
  const { ticket } = await arrivedPatient(kiosk.client, demoCentral);
  await kiosk.client.session.end({ reason: "home" });
  kiosk.core.windowOpened();
  const origin = `http://127.0.0.1:${kiosk.core.port}`;
  const cookie = await openCookie(kiosk.core);
  const [family = ""] = ticket.patient.split("\u00a0");
  const inputs = { visitId: ticket.visitId, language: "ru", yes: true, cardId: "1" };
  for (const path of procedures().filter((one) => one !== "events.listen")) {
    for (const json of [
      {},
      inputs,
      { visitId: ticket.visitId },
      { visitId: ticket.visitId, language: "ru" },
    ]) {
      const answer = await fetch(`${origin}/rpc/${path.replace(".", "/")}`, {
        method: "POST",
        headers: { "content-type": "application/json", origin, cookie },
        body: JSON.stringify({ json }),
      });
      const text = await answer.text();
      expect([path, text.includes(family), text.includes(ticket.number)]).toEqual([path, false, false]);
    }
    await kiosk.client.session.end({ reason: "home" });
  }
});

import { expect, test } from "vitest";
import { arrivedPatient } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import { sharedKiosk } from "#tests/support/shared-kiosk.ts";

const shared = sharedKiosk("session: { tickets: 2 }\nrules: { sameSpecialist: off, overlap: allowed }\n");

test("one visit's ticket is printed so often in a session; other visits are not concerned", async () => {
  const { kiosk, demoCentral } = shared();
  const { client } = kiosk;
  const { ticket } = await arrivedPatient(client, demoCentral);
  const { ticket: other } = await arrivedPatient(client, demoCentral);
  const print = (visitId: string) => client.ticket.print({ visitId, language: "ru" });
  await print(ticket.visitId);
  await print(ticket.visitId);
  for (let times = 0; times < 3; times++)
    expect(await refusalOf(print(ticket.visitId), "TICKETS_USED_UP")).toEqual({});
  await print(other.visitId);
});

import { expect, test } from "vitest";
import type { KioskClient } from "#tests/support/kiosk.ts";
import { openDemoCentral, openKiosk, withCleanUp } from "#tests/support/kiosk.ts";
import { book, signIn } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";

/** A free time of a service that is for attached patients alone, and the clinic that it is at. */
async function attachedOnlyOffer(client: KioskClient) {
  for (const organization of await client.catalog.organizations({})) {
    for (const branch of await client.catalog.branches({ organizationId: organization.id })) {
      for (const service of await client.catalog.services({ branchId: branch.id })) {
        const where = { branchId: branch.id, serviceId: service.id };
        const [offer] = service.attachedOnly ? await client.schedule.nearest({ ...where, limit: 1 }) : [];
        if (offer) return { offer, ...where, clinicId: organization.id };
      }
    }
  }
  throw new Error("no such service has a free time");
}

test("a patient of another clinic can't book what is for attached patients, whatever the screen sends", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later, { size: "clinic" });
    const kiosk = await openKiosk(later, { centralUrl: demoCentral.url });
    await kiosk.online();
    const [patient] = demoCentral.patients;
    if (!patient) throw new Error("no demo patient");
    const view = await signIn(kiosk.client, patient);
    const what = await attachedOnlyOffer(kiosk.client);
    expect(view.attachedOrganizationIds).not.toContain(what.clinicId);
    expect(await refusalOf(book(kiosk.client, what), "RULE_BROKEN")).toEqual({
      broken: { rule: "attachedOnly" },
    });
  }));

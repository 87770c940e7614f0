import { v7 } from "uuid";
import { describe, expect, test } from "vitest";
import type { FhirSlot } from "#sync/fhir/attempts.ts";
import type { FhirCentral } from "#sync/fhir/index.ts";
import { read, search } from "#tests/support/central-rest.ts";
import { withCleanUp } from "#tests/support/kiosk.ts";
import { openConnector, patient } from "#tests/sync/connector.ts";
import { type FhirServer, soundServers } from "./servers.ts";

/** A slot as a kiosk has just read it, which the server has forgotten since, as if it had never been. */
async function forgottenSlot(url: string, central: FhirCentral): Promise<FhirSlot> {
  const [free] = await search(url, "Slot", { status: "free", _count: "1" });
  const reading = await central.readSlot(free?.id ?? "", patient);
  if (reading.state === "gone") throw new Error("nothing is free");
  const id = "withdrawn-meanwhile";
  return { ...reading, slot: { ...reading.slot, id }, raw: { ...(reading.raw as object), id } };
}

function attempt(key: string, slot: FhirSlot) {
  const consent = {
    key,
    patientId: "t2s1-p1",
    organizationId: "t2s1-c1b1",
    variant: "self" as const,
    performerId: null,
    accepted: true,
    textVersion: "1",
    textHash: "ab".repeat(32),
    language: "ru",
    at: Date.now(),
    kiosk: "1",
  };
  return {
    key,
    slot,
    patientId: "t2s1-p1",
    ticketNumber: "1-0001",
    service: { id: "t2s1-c1b1s1", code: "", name: "Приём" },
    practitionerId: "t2s1-d1",
    roleId: "t2s1-d1r",
    roomLocationId: null,
    organizationId: "t2s1-c1b1",
    phone: null,
    consent,
  };
}

describe.each<FhirServer>(soundServers)("$name", (server) => {
  test("a slot withdrawn since it was read: nothing is kept, or it is said that the slot was made anew", () =>
    withCleanUp(async (later) => {
      const url = await server.open(later);
      const { central } = openConnector(later, url);
      const slot = await forgottenSlot(url, central);
      const key = v7();
      const outcome = await central.book(attempt(key, slot), patient);
      const visit = await central.visitByKey(key, patient);
      if (server.remakes !== null) expect(outcome.kind === "committed").toBe(server.remakes);
      if (outcome.kind !== "committed") {
        expect(visit).toBeNull();
        expect(await central.readSlot(slot.slot.id, patient)).toEqual({ state: "gone" });
        return;
      }
      expect(outcome.createdSlotIds).toEqual([slot.slot.id]);
      if (!visit) throw new Error("committed, and no visit");
      const made = await central.readSlot(slot.slot.id, patient);
      const slots = made.state === "present" ? [made] : [];
      const undone = await central.cancel(
        { key: v7(), visit, slots, goneSlotIds: [], why: "withdrawn" },
        patient,
      );
      expect(undone.kind).toBe("committed");
      expect(await read(url, "Slot", slot.slot.id)).toMatchObject({ status: "entered-in-error" });
      expect(await central.visitByKey(key, patient)).toMatchObject({ status: "cancelled" });
    }));
});

import { expect, test } from "vitest";
import { policyValue } from "#contract/index.ts";
import { startDemoCentral } from "#demo-central/index.ts";
import type { FhirSlotReading } from "#sync/fhir/attempts.ts";
import { clinicClock } from "#tests/support/clinic-clock.ts";
import { keptLog } from "#tests/support/log.ts";
import { openConnector, patient } from "./connector.ts";
import { type Later, withCleanUp } from "./helpers.ts";

async function openDemo(later: Later) {
  const demoCentral = await startDemoCentral({
    size: "tiny",
    clock: clinicClock,
    log: keptLog(),
    timeZone: "Europe/Moscow",
    file: null,
    port: 0,
    secret: "a secret for this test alone",
  });
  later(() => demoCentral.close());
  const { central } = openConnector(later, demoCentral.url);
  return { demoCentral, central };
}

async function collect<Row>(
  pages: AsyncIterable<{ rows: readonly Row[]; rejected: readonly unknown[] }>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const page of pages) {
    expect(page.rejected).toEqual([]);
    rows.push(...page.rows);
  }
  return rows;
}

test("everything that the demo central API seeds is fit to be stored", () =>
  withCleanUp(async (later) => {
    const { central } = await openDemo(later);
    for (const type of ["organization", "location", "service", "practitioner", "role", "schedule"] as const) {
      expect((await collect(central.reference(type, null, patient))).length, type).toBeGreaterThan(0);
    }
    const schedules = await collect(central.reference("schedule", null, patient));
    const slots = await Promise.all(
      schedules.map(({ id }) => collect(central.scheduleSlots(id, 0, patient))),
    );
    expect(slots.flat().length).toBeGreaterThan(100);
    const changed = await collect(central.changedSlots(0, patient));
    expect(new Set(changed.map(({ id }) => id))).toEqual(new Set(slots.flat().map(({ id }) => id)));
  }));

test("a booking: the patient is found, the visit is made once, the second attempt is in conflict", () =>
  withCleanUp(async (later) => {
    const { demoCentral, central } = await openDemo(later);
    const [demo] = demoCentral.patients;
    if (demo?.kind !== "unified") throw new Error("the first demo patient has no unified policy");
    const policy = { kind: demo.kind, number: demo.number };
    expect(policyValue(policy)).toBe(demo.number);
    const [person, ...others] = await central.findPatients({ policy, birthDate: demo.birthDate }, patient);
    if (!person) throw new Error("the demo patient was not found");
    expect(others).toEqual([]);
    expect(await central.findPatients({ policy, birthDate: "1901-01-01" }, patient)).toEqual([]);

    const [free] = (await collect(central.changedSlots(0, patient))).filter(
      ({ status }) => status === "free",
    );
    const [role] = await collect(central.reference("role", null, patient));
    const [service] = await collect(central.reference("service", null, patient));
    if (!free || role?.type !== "role" || service?.type !== "service") throw new Error("nothing to book");
    const reading: FhirSlotReading = await central.readSlot(free.id, patient);
    if (reading.state === "gone") throw new Error("the slot is gone");
    const attempt = (key: string) => ({
      key,
      slot: reading,
      patientId: person.id,
      ticketNumber: "1-0001",
      service,
      practitionerId: role.practitionerId,
      roleId: role.id,
      roomLocationId: role.roomLocationId,
      organizationId: role.organizationId,
      phone: null,
      consent: {
        key,
        patientId: person.id,
        organizationId: role.organizationId,
        variant: "self" as const,
        performerId: null,
        accepted: true,
        textVersion: "1",
        textHash: "ab".repeat(32),
        language: "ru",
        at: central.now(),
        kiosk: "1",
      },
    });
    const key = "01930000-0000-7000-8000-000000000001";
    const outcome = await central.book(attempt(key), patient);
    expect(outcome).toMatchObject({ kind: "committed", createdSlotIds: [] });
    const visit = await central.visitByKey(key, patient);
    expect(visit).toMatchObject({
      status: "booked",
      slotIds: [free.id],
      patientIds: [person.id],
      start: free.start,
    });
    expect(await central.readSlot(free.id, patient)).toMatchObject({ slot: { status: "busy" } });

    const second = "01930000-0000-7000-8000-000000000002";
    expect((await central.book(attempt(second), patient)).kind).toBe("indeterminate");
    expect(await central.visitByKey(second, patient)).toBeNull();

    if (!visit) throw new Error("no visit");
    const taken = await central.readSlot(free.id, patient);
    if (taken.state !== "present") throw new Error("no slot");
    const undone = await central.cancel(
      { key, visit, slots: [taken], goneSlotIds: [], why: "unseen" },
      patient,
    );
    expect(undone).toMatchObject({ kind: "committed" });
    expect(await central.readSlot(free.id, patient)).toMatchObject({ slot: { status: "free" } });
    expect(await central.readVisit(visit.id, patient)).toMatchObject({ status: "cancelled" });
  }));

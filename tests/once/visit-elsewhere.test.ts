import { expect, test } from "vitest";
import { fhirNames } from "#contract/fhir/names.ts";
import type { KioskEvent } from "#contract/page/events.ts";
import { type Resource, read, search } from "#tests/support/central-rest.ts";
import { clinicClock } from "#tests/support/clinic-clock.ts";
import { type KioskClient, openDemoCentral, openKiosk, waitFor, withCleanUp } from "#tests/support/kiosk.ts";
import { signIn } from "#tests/support/patient-at-kiosk.ts";
import { type Fate, openLine } from "./line.ts";

type Later = (close: () => unknown) => void;
const quarter = 900_000;

/** What a page hears, and whether its stream has ended. */
async function listen(client: KioskClient, later: Later) {
  const ending = new AbortController();
  const page: { readonly heard: KioskEvent[]; ended: boolean } = { heard: [], ended: false };
  const events = await client.events.listen({}, { signal: ending.signal });
  const reading = (async () => {
    for await (const event of events) page.heard.push(event);
  })()
    .catch(() => undefined)
    .then(() => {
      page.ended = true;
    });
  later(() => {
    ending.abort();
    return reading;
  });
  return page;
}

/**
 * A kiosk of one clinic, and a visit of its patient at another one, which the kiosk doesn't mirror.
 */
async function atAnotherClinic(later: Later, { bookedOnline }: { bookedOnline: boolean }) {
  const demoCentral = await openDemoCentral(later);
  const put = async (resource: Resource): Promise<void> => {
    const answer = await fetch(`${demoCentral.url}/${resource.resourceType}/${resource.id}`, {
      method: "PUT",
      headers: { "content-type": "application/fhir+json" },
      body: JSON.stringify(resource),
    });
    if (!answer.ok) throw new Error(`${resource.id}: ${answer.status} ${await answer.text()}`);
  };
  const [own] = await search(demoCentral.url, "Organization", {});
  const [patient] = demoCentral.patients;
  if (!own || !patient) throw new Error("an empty region");
  const [person] = await search(demoCentral.url, "Patient", {
    identifier: `${fhirNames.policyUnified}|${patient.number}`,
  });
  const role = { reference: "PractitionerRole/elsewhere-role" };
  const start = clinicClock.now() + 86_400_000;
  const times = { start: new Date(start).toISOString(), end: new Date(start + quarter).toISOString() };
  await put({ resourceType: "Organization", id: "elsewhere", name: "Другая поликлиника" });
  await put({
    resourceType: "Practitioner",
    id: "elsewhere-doctor",
    name: [{ family: "Чужой", given: ["Олег", "Ильич"] }],
  });
  await put({
    resourceType: "PractitionerRole",
    id: "elsewhere-role",
    practitioner: { reference: "Practitioner/elsewhere-doctor" },
    organization: { reference: "Organization/elsewhere" },
  });
  await put({ resourceType: "Schedule", id: "elsewhere-schedule", actor: [role] });
  const schedule = { reference: "Schedule/elsewhere-schedule" };
  await put({ resourceType: "Slot", id: "elsewhere-slot", schedule, status: "busy", ...times });
  await put({
    resourceType: "Appointment",
    id: "elsewhere-visit",
    status: "booked",
    ...(bookedOnline ? { identifier: [{ system: fhirNames.bookingKey, value: "of-a-portal" }] } : {}),
    ...times,
    slot: [{ reference: "Slot/elsewhere-slot" }],
    participant: [`Patient/${person?.id}`, role.reference].map((reference) => ({
      actor: { reference },
      status: "accepted",
    })),
  });
  const line = await openLine(later, demoCentral.url);
  const parent = own.partOf as { readonly reference: string } | undefined;
  const clinicId = parent?.reference.split("/")[1] ?? own.id;
  const kiosk = await openKiosk(later, {
    centralUrl: line.url,
    config: `central: { url: "http://127.0.0.1:1/fhir", every: 5, organizations: [${clinicId}] }`,
  });
  await kiosk.online();
  const page = await listen(kiosk.client, later);
  await signIn(kiosk.client, patient);
  return { demoCentral, line, kiosk, put, page, clinicId };
}

test.each<[string, boolean, Fate]>([
  ["that a portal booked", true, "passes"],
  ["that a portal booked, with the answer lost", true, "lostAfter"],
  ["that reception made", false, "passes"],
  ["that reception made, with the answer lost", false, "lostAfter"],
])(
  "a visit at a clinic that isn't mirrored, %s, is cancelled, and neither pages nor the sync thread notice",
  (_bookingSubject, bookedOnline, fate) =>
    withCleanUp(async (later) => {
      const { demoCentral, line, kiosk, put, page, clinicId } = await atAnotherClinic(later, {
        bookedOnline,
      });
      const { client } = kiosk;
      expect(await client.booking.list({})).toMatchObject([{ visitId: "elsewhere-visit", place: null }]);
      let struck = false;
      line.fate = ({ isTransaction }) => {
        if (!isTransaction || struck) return "passes";
        struck = true;
        return fate;
      };
      await client.booking.cancel({ visitId: "elsewhere-visit" });
      expect(await read(demoCentral.url, "Appointment", "elsewhere-visit")).toMatchObject({
        status: "cancelled",
      });
      expect(await read(demoCentral.url, "Slot", "elsewhere-slot")).toMatchObject({
        status: bookedOnline ? "free" : "busy-unavailable",
      });

      // Whatever the page hears from now on has come through the stream and the thread as they are after the cancel.
      await client.booking.shown({ visitId: "elsewhere-visit" });
      const before = page.heard.length;
      const clinic = await read(demoCentral.url, "Organization", clinicId);
      // Renamed again every few seconds: this is about the stream and the thread, not about any one change.
      let looks = 0;
      await waitFor(async () => {
        if (looks++ % 250 === 0) await put({ ...clinic, name: `Переименованная поликлиника ${looks}` });
        return page.heard.slice(before).some(({ type }) => type === "catalog");
      });
      expect(page.ended).toBe(false);
      expect((await client.kiosk.info({})).central.state).toBe("online");
      const told = kiosk.log.lines
        .map((text): { event: string } => JSON.parse(text))
        .map(({ event }) => event);
      expect(told.filter((event) => /^sync-thread|event-left-out|slot-unstorable/.test(event))).toEqual([]);
    }),
);

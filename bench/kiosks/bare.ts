import type { FreeTime } from "./times.ts";

/** What a booking costs at the least: slot read, one transaction, visit read back. */
type Slot = { readonly status: string; readonly start: string; readonly end: string };

/** @returns ms, or null where the time has gone to somebody else */
export async function bookBare(url: string, time: FreeTime | undefined): Promise<number | null> {
  if (!time) throw new Error("nothing is free");
  const begun = performance.now();
  const read = await fetch(`${url}/Slot/${time.slotId}`);
  const slot = (await read.json()) as Slot;
  if (slot.status !== "free") return null;
  const entry = [
    {
      resource: { ...slot, status: "busy" },
      request: { method: "PUT", url: `Slot/${time.slotId}`, ifMatch: read.headers.get("etag") },
    },
    {
      resource: {
        resourceType: "Appointment",
        status: "booked",
        start: slot.start,
        end: slot.end,
        slot: [{ reference: `Slot/${time.slotId}` }],
        participant: [{ actor: { reference: `PractitionerRole/${time.roleId}` }, status: "accepted" }],
      },
      request: { method: "POST", url: "Appointment" },
    },
  ];
  const sent = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/fhir+json" },
    body: JSON.stringify({ resourceType: "Bundle", type: "transaction", entry }),
  });
  const answer = (await sent.json()) as { entry?: { response?: { location?: string } }[] };
  if (sent.status === 409 || sent.status === 412) return null;
  const location = answer.entry?.[1]?.response?.location;
  if (!sent.ok || !location) throw new Error(`a bare booking was answered ${sent.status}`);
  await (
    await fetch(`${url}/${location.replace(/\/_history.*/, "").replace(/^.*Appointment/, "Appointment")}`)
  ).text();
  return performance.now() - begun;
}

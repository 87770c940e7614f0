import type { Counts } from "../counts.ts";
import type { Ledger } from "../ledger.ts";
import type { PatientStep } from "../plan.ts";
import type { Person } from "../world/clinic.ts";
import type { KioskProcess } from "../world/processes.ts";
import type { Share } from "../world/world.ts";
import { see } from "./screen.ts";

/** What the patients of one kiosk work with. */
export type Deps = {
  readonly kiosk: KioskProcess;
  readonly share: Share;
  readonly ledger: Ledger;
  readonly counts: Counts;
  /** Who stands at some kiosk: nobody stands at two. */
  readonly present: Set<Person>;
};

/**
 * Somebody touches the first screen while a call of the one before still runs: the session must be a new one, and the
 * list that comes up this person's own.
 */
export async function comeWhileItRuns(comer: Person, { kiosk, ledger, counts }: Deps): Promise<void> {
  const opened = await see(kiosk, (client) => client.session.start({}));
  if (opened.kind === "answer" && opened.value.state !== "none" && opened.value.patient !== null)
    ledger.saw({
      invariant: "one person's session reached another",
      what: `${kiosk.name}, at the first touch`,
    });
  const listed = await see(kiosk, async (client) => {
    await client.session.signIn({ policy: comer.policy, birthDate: comer.birthDate });
    return client.booking.list({});
  });
  if (listed.kind === "told") counts.add(`told: the next one ${listed.code}`);
  if (listed.kind !== "answer") return;
  const owners = new Map(ledger.visits.map(({ visitId, patientId }) => [visitId, patientId]));
  for (const { visitId } of listed.value) {
    const owner = owners.get(visitId);
    if (owner === undefined || owner === comer.id) continue;
    ledger.saw({
      invariant: "one person's session reached another",
      what: `Appointment/${visitId} was listed`,
    });
  }
  await see(kiosk, (client) => client.session.end({ reason: "home" }));
}

/** Prints the ticket of one of the patient's visits: the list first, as on the screens. */
export async function print(
  step: PatientStep & { do: "print" },
  patient: Person,
  { kiosk, ledger, counts }: Deps,
): Promise<void> {
  const visits = ledger.of(patient.id);
  const visit = visits[step.visit % Math.max(1, visits.length)];
  if (!visit) return counts.add("patients: find nothing to print");
  const printed = await see(kiosk, async (client) => {
    await client.booking.list({});
    return client.ticket.print({ visitId: visit.visitId, language: "ru" });
  });
  if (printed.kind === "told") counts.add(`told: print ${printed.code}`);
  if (printed.kind === "answer") counts.add("patients: print a ticket");
}

const number = "4056410842001238";

/** A scanner that types is cut off in the middle of a number. */
export async function scan(length: number, { kiosk, counts }: Deps): Promise<void> {
  const heard = await see(kiosk, (client) => client.scanner.read({ text: number.slice(0, length) }));
  if (heard.kind === "answer") counts.add(`patients: scan, ${heard.value.kind}`);
}

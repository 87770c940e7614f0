import type { Counts } from "../counts.ts";
import type { Ledger } from "../ledger.ts";
import type { PatientStep } from "../plan.ts";
import type { Offered, Person } from "../world/clinic.ts";
import type { KioskProcess } from "../world/processes.ts";
import type { Share } from "../world/world.ts";
import { type Seen, see } from "./screen.ts";

type Parts = {
  readonly kiosk: KioskProcess;
  readonly share: Share;
  readonly ledger: Ledger;
  readonly counts: Counts;
};

/** How often a patient tries to sign in when the centre doesn't answer. */
const signInTries = 4;
const signInPause = 200;

/** The patients of one kiosk, one after another: what they touch, and what they are shown. */
export async function playPatients(
  steps: readonly PatientStep[],
  first: number,
  parts: Parts,
): Promise<void> {
  const { share, counts } = parts;
  let patient = share.people[first % share.people.length];
  for (const step of steps) {
    if (step.do === "come") {
      await end(parts);
      patient = share.people[step.patient];
      counts.add("patients: come");
      continue;
    }
    if (step.do === "leave") {
      await end(parts);
      counts.add("patients: leave");
      continue;
    }
    if (!patient || !(await signIn(patient, parts))) continue;
    await touch(step, patient, parts);
  }
  await end(parts);
}

const end = async ({ kiosk }: Parts): Promise<void> => {
  await see(kiosk, (client) => client.session.end({ reason: "home" }));
};

/** Whether this patient's session is open in the end. */
async function signIn(patient: Person, { kiosk, counts }: Parts): Promise<boolean> {
  for (let attempt = 0; attempt < signInTries; attempt++) {
    const seen = await see(kiosk, async (client) => {
      const session = await client.session.start({});
      if (session.state === "open" && session.patient) return;
      await client.session.signIn({ policy: patient.policy, birthDate: patient.birthDate });
    });
    if (seen.kind === "answer") return true;
    if (seen.kind === "told") counts.add(`told: sign in ${seen.code}`);
    await new Promise((resolve) => setTimeout(resolve, signInPause));
  }
  return false;
}

async function touch(
  step: Exclude<PatientStep, { do: "come" | "leave" }>,
  patient: Person,
  parts: Parts,
): Promise<void> {
  const { kiosk } = parts;
  let left: Promise<unknown> = Promise.resolve();
  const leaving =
    step.leaves === null
      ? null
      : setTimeout(() => {
          left = see(kiosk, (client) => client.session.end({ reason: "home" })).catch(() => undefined);
        }, step.leaves);
  try {
    switch (step.do) {
      case "book":
        return await book(step, patient, parts);
      case "cancel":
      case "move":
        return;
    }
  } finally {
    if (leaving) clearTimeout(leaving);
    await left;
  }
}

async function book(step: PatientStep & { do: "book" }, patient: Person, parts: Parts): Promise<void> {
  const { kiosk, share, ledger, counts } = parts;
  const slot = share.slots[step.slot];
  if (!slot) return;
  await openGrid(slot, parts);
  const tap = () =>
    see(kiosk, async (client) => {
      const consent = await client.kiosk.consent({ language: "ru" });
      return client.booking.book({
        ...slot,
        consent: { language: "ru", hash: consent.hash },
        phone: { kind: "known", index: 0 },
      });
    });
  const taps = await Promise.all(step.taps === 2 ? [tap(), tap()] : [tap()]);
  if (step.taps === 2) counts.add("patients: tap twice");
  count("book", taps, counts);
  for (const seen of taps) {
    if (seen.kind !== "answer") continue;
    ledger.booked({ visitId: seen.value.visitId, patientId: patient.id, slotId: slot.slotId });
  }
}

/** The grid of the slot's doctor comes up, and the kiosk refreshes it in the background. */
const openGrid = async ({ scheduleId, serviceId }: Offered, { kiosk }: Parts): Promise<void> => {
  await see(kiosk, (client) => client.schedule.days({ scheduleId, serviceId }));
};

function count(what: string, seen: readonly Seen<unknown>[], counts: Counts): void {
  for (const one of seen) {
    if (one.kind === "told") counts.add(`told: ${what} ${one.code}`);
    if (one.kind === "dark") counts.add(`told: ${what} nothing, the screen went dark`);
  }
  if (seen.some(({ kind }) => kind === "answer")) counts.add(`visits: ${what}`);
}

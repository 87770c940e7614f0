import type { Ticket } from "#contract/tickets/ticket.ts";
import type { DayAndTime } from "#contract/time/calendar.ts";
import type { Counts } from "../counts.ts";
import type { ShownVisit } from "../ledger.ts";
import type { Leaving, PatientStep } from "../plan.ts";
import type { Offered, Person } from "../world/clinic.ts";
import { comeWhileItRuns, type Deps, print, scan } from "./at-kiosk.ts";
import { beginHelp } from "./helper.ts";
import { type Seen, see } from "./screen.ts";

/** How often a patient tries to sign in when the central API doesn't answer, and how soon again, ms. */
const signInTries = 4;
const signInPause = 200;

/** The patients of one kiosk, one after another: what they touch, and what they are shown. */
export async function playPatients(steps: readonly PatientStep[], first: number, parts: Deps): Promise<void> {
  const { counts, present } = parts;
  let patient = enter(first, parts);
  /** Whether somebody of staff may be helping: a core that was killed meanwhile knows nothing of it. */
  let helped = false;
  const end = async (): Promise<void> => {
    helped = false;
    if (patient) present.delete(patient);
    await see(parts.kiosk, (client) => client.session.end({ reason: "home" }));
  };
  for (const step of steps) {
    switch (step.do) {
      case "come":
      case "leave":
        counts.add(`patients: ${step.do}`);
        await end();
        patient = step.do === "come" ? enter(step.patient, parts) : patient;
        break;
      case "help":
        await end();
        helped = await beginHelp(parts);
        patient = enter(step.patient, parts);
        break;
      case "scan":
        await scan(step.length, parts);
        break;
      default:
        patient ??= enter(first, parts);
        if (patient && (await signIn(patient, parts))) await touch(step, patient, { ...parts, helped });
        // Who has gone home comes back without anybody's help.
        if (step.leaves) helped = false;
    }
  }
  await end();
}

/** This patient comes to the kiosk, or the next who isn't at another one. */
function enter(wanted: number, { share, present }: Deps): Person | null {
  const { people } = share;
  const inTurn = [...people.slice(wanted % people.length), ...people.slice(0, wanted % people.length)];
  const patient = inTurn.find((person) => !present.has(person)) ?? null;
  if (patient) present.add(patient);
  return patient;
}

/** Whether this patient's session is open in the end. */
async function signIn(patient: Person, { kiosk, counts }: Deps): Promise<boolean> {
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

type Touch = Exclude<PatientStep, { do: "come" | "leave" | "help" | "scan" }>;
type TouchDeps = Deps & { readonly helped: boolean };

async function touch(step: Touch, patient: Person, parts: TouchDeps): Promise<void> {
  const { kiosk, counts } = parts;
  let left: Promise<unknown> = Promise.resolve();
  const { leaves } = step;
  const goHome = async ({ comes }: Leaving): Promise<void> => {
    counts.add(`patients: go home during ${step.do}`);
    await see(kiosk, (client) => client.session.end({ reason: "home" }));
    const comer = comes === "next" ? enter(0, parts) : patient;
    if (comes === "nobody" || !comer) return;
    counts.add(`patients: the ${comes} one comes during ${step.do}`);
    await comeWhileItRuns(comer, parts);
    if (comer !== patient) parts.present.delete(comer);
  };
  const begin = (): void => {
    if (leaves) left = goHome(leaves);
  };
  const leaving = leaves && setTimeout(begin, leaves.after);
  try {
    if (step.do === "book") await book(step, patient, parts);
    else if (step.do === "print") await print(step, patient, parts);
    else await change(step, patient, parts);
  } finally {
    if (leaving) clearTimeout(leaving);
    await left;
  }
}

async function book(step: Touch & { do: "book" }, patient: Person, parts: TouchDeps): Promise<void> {
  const { kiosk, share, ledger, counts } = parts;
  const slot = share.slots[step.slot];
  if (!slot) return;
  if (parts.helped) ledger.asked(slot.slotId);
  const at = await openGrid(slot, parts);
  const tap = (): Promise<Seen<Ticket>> =>
    see(kiosk, async (client) => {
      const consent = await client.kiosk.consent({ language: "ru" });
      return client.booking.book({
        ...slot,
        at,
        consent: { language: "ru", hash: consent.hash },
        phone: { kind: "known", index: 0 },
        email: null,
      });
    });
  const taps = await Promise.all(step.taps === 2 ? [tap(), tap()] : [tap()]);
  if (step.taps === 2) counts.add("patients: tap twice");
  if (parts.helped) counts.add("staff: help to book");
  for (const seen of taps) {
    if (seen.kind !== "answer") continue;
    const { visitId } = seen.value;
    ledger.booked({ visitId, patientId: patient.id, slotId: slot.slotId });
    compareTime(seen.value, at, parts);
    await paint(visitId, seen.generation, step, parts);
  }
  count("book", taps, counts);
}

/** Cancels or moves one of the patient's visits: the list first, as on the screens. */
async function change(
  step: Exclude<Touch, { do: "book" | "print" }>,
  patient: Person,
  parts: TouchDeps,
): Promise<void> {
  const { kiosk, ledger, counts } = parts;
  const listed = await see(kiosk, (client) => client.booking.list({}));
  if (listed.kind !== "answer") return count("list", [listed], counts);
  const open = new Set(listed.value.filter((visit) => visit.change === "open").map((visit) => visit.visitId));
  const visits = ledger.of(patient.id).filter(({ visitId }) => open.has(visitId));
  // The newest: visits of earlier plans are left alone as long as there are others.
  const visit = visits.reverse()[step.visit % Math.max(1, visits.length)];
  if (!visit) return counts.add(`patients: find nothing to ${step.do}`);
  if (parts.helped) counts.add(`staff: help to ${step.do}`);
  if (step.do === "cancel") await cancel(visit, step, parts);
  else await move(visit, step, parts);
}

type ChangeStep<Do extends string> = PatientStep & { do: Do };

async function cancel(visit: ShownVisit, step: ChangeStep<"cancel">, parts: Deps): Promise<void> {
  const { visitId } = visit;
  const seen = await see(parts.kiosk, (client) => client.booking.cancel({ visitId }));
  count("cancel", [seen], parts.counts);
  if (seen.kind !== "answer") return parts.ledger.unheard(visitId, "cancelled");
  parts.ledger.changed(visitId, "cancelled");
  await paint(visitId, seen.generation, step, parts);
}

async function move(visit: ShownVisit, step: ChangeStep<"move">, parts: TouchDeps): Promise<void> {
  const { visitId } = visit;
  const slot = parts.share.slots[step.slot];
  if (!slot) return;
  if (parts.helped) parts.ledger.asked(slot.slotId);
  const at = await openGrid(slot, parts);
  const seen = await see(parts.kiosk, (client) => client.booking.move({ ...slot, at, visitId }));
  count("move", [seen], parts.counts);
  const to = { slotId: slot.slotId };
  if (seen.kind !== "answer") return parts.ledger.unheard(visitId, to);
  compareTime(seen.value, at, parts);
  parts.ledger.changed(visitId, to);
  await paint(visitId, seen.generation, step, parts);
}

/**
 * The grid of the slot's doctor comes up, and the kiosk refreshes it in the background. @returns when the slot begins as
 * it is shown there, or as it once did where it isn't shown any more
 */
async function openGrid(
  { scheduleId, serviceId, slotId, at }: Offered,
  { kiosk }: Deps,
): Promise<DayAndTime> {
  const seen = await see(kiosk, async (client) => {
    await client.schedule.days({ scheduleId, serviceId });
    return client.schedule.times({ scheduleId, serviceId, date: at.date });
  });
  const cell = seen.kind === "answer" ? seen.value.find((one) => one.slotId === slotId) : undefined;
  return cell ? { date: at.date, time: cell.time } : at;
}

function compareTime({ visitId, date, time }: Ticket, at: DayAndTime, { ledger }: Deps): void {
  if (date === at.date && time === at.time) return;
  const what = `Appointment/${visitId}: ${date} ${time} in place of ${at.date} ${at.time}`;
  ledger.saw({ invariant: "a ticket tells another time than was chosen", what });
}

/** The screen that tells the patient comes up, and says so to the core; unless the page breaks just then. */
async function paint(
  visitId: string,
  page: number,
  { painted }: { readonly painted: boolean },
  { kiosk, ledger }: Deps,
): Promise<void> {
  const said = painted ? await see(kiosk, (client) => client.booking.shown({ visitId }), page) : null;
  if (said?.kind !== "answer") ledger.unseen(visitId);
}

function count(what: string, seen: readonly Seen<unknown>[], counts: Counts): void {
  for (const one of seen) {
    if (one.kind === "told") counts.add(`told: ${what} ${one.code}`);
    if (one.kind === "dark") counts.add(`told: ${what} nothing, the screen went dark`);
  }
  if (seen.some(({ kind }) => kind === "answer")) counts.add(`visits: ${what}`);
}

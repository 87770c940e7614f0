import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { CentralVisit } from "#contract/central/visits.ts";
import { doctorId, patientId, timeId } from "#sync/n3/ids.ts";
import { createWallClock } from "#sync/n3/wall-clock.ts";
import { type Came, HubKiosk } from "./kiosk.ts";
import type { HubPlan, HubStep, StepFault } from "./plan.ts";
import { brokenPromises, nameOf, type Shown, touchOf } from "./promises.ts";
import { bookElsewhere, cancelAll, type HubWorld, type Patient, type Slot, timeZone } from "./world.ts";

const calm = {
  ...{ away: false, html503: 0, fault: 0, truncated: 0, dropBeforeCommit: 0, dropAfterCommit: 0 },
  ...{ dropThenCommit: 0, errorBeforeCommit: 0, errorAfterCommit: 0, dayLocked: 0, operation: null },
} as const;
/** How the clinics' systems are between plans. */
const usual = { ...calm, historyLag: 0, cancelDelay: 0, hiddenSpeciality: null } as const;

/** Plays one plan. @returns what was broken of the promises, in words without anything personal */
export async function runHubPlan(world: HubWorld, plan: HubPlan): Promise<readonly string[]> {
  const share = world.share();
  if (!share) throw new Error("the world has no more times");
  const { hub, clock } = world;
  const time = createWallClock(timeZone);
  const stranger = share.patients.at(-1);
  if (!stranger) throw new Error("nobody is elsewhere");
  const dir = mkdtempSync(join(world.dir, "run-"));
  const calls = { underWay: 0 };
  const shown: Shown[] = [];
  const touches = new Map<string, number>();
  const byOthers = new Set<string>();
  hub.switches.set(usual);
  hub.switches.set({ ...plan.lasting, hiddenSpeciality: hiddenBy(plan, share.slots) });
  const { url } = hub;
  const { move } = plan;
  const kiosk = new HubKiosk({ dir, url, guidFile: world.guidFile, timeZone, clock, move, calls });

  /** Lets HTTP go on while anything is under way, and time while nothing is. */
  const pass = async (isOver: () => boolean, most: number): Promise<void> => {
    const until = clock.monotonic() + most;
    for (;;) {
      do await new Promise((resolve) => setImmediate(resolve));
      while (calls.underWay > 0);
      for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
      if (calls.underWay > 0) continue;
      if (isOver() || clock.monotonic() >= until) return;
      clock.advance(Math.max(1, Math.min(1000, clock.due[0] ?? 1000)));
    }
  };
  const carried = async <T>(work: Promise<T>): Promise<T> => {
    let isOver = false;
    void work.finally(() => {
      isOver = true;
    });
    await pass(() => isOver, 600_000);
    return await work;
  };
  const count = (what: string): void => void world.counts.set(what, (world.counts.get(what) ?? 0) + 1);
  const touch = (slot: Slot, patient: Patient): void => {
    const name = touchOf(slot, patient);
    touches.set(name, (touches.get(name) ?? 0) + 1);
    // What was there before is told to be gone: a visit that is there from now on is another one.
    const before = shown.findIndex(
      (one) => one.slot === slot && one.patient === patient && one.state === "gone",
    );
    if (before >= 0) shown.splice(before, 1);
  };
  const during = async <T>(fault: StepFault, work: () => Promise<Came<T>>): Promise<Came<T>> => {
    hub.switches.set({ ...calm, ...fault.switches });
    return await carried(work()).finally(() => hub.switches.set(calm));
  };

  const visitOf = ({ slot, patient }: Shown): CentralVisit => {
    const role = doctorId(slot.clinic, slot.doctor);
    const start = time.instant(slot.start);
    return {
      ...{ id: timeId(slot), status: "booked", ticketNumber: "1", start, end: null },
      ...{ slotIds: [timeId(slot)], patientIds: [patientId(patient)], practitionerId: role, roleId: role },
      service: { id: null, code: "", name: "" },
      words: { doctor: "", service: "", place: "" },
    };
  };
  const askedOf = (slot: Slot) => ({
    ...{ slotId: timeId(slot), scheduleId: doctorId(slot.clinic, slot.doctor) },
    start: time.instant(slot.start),
  });
  /** A visit that its patient knows of and that nothing is under way with. */
  const standing = (at: number): Shown | undefined => {
    const all = shown.filter(({ state }) => state === "standing");
    const one = all[at % Math.max(1, all.length)];
    return one && !kiosk.isBlocked(timeId(one.slot)) ? one : undefined;
  };
  const isUnsure = (kind: string): boolean => kind === "done" || kind === "unknown" || kind === "died";

  const play = async (step: HubStep): Promise<void> => {
    switch (step.do) {
      case "book": {
        const slot = share.slots[step.slot];
        const patient = share.patients[step.patient];
        if (!slot || !patient || kiosk.isBlocked(timeId(slot))) return;
        touch(slot, patient);
        const asked = { ...askedOf(slot), patientId: patientId(patient) };
        const came = await during(step.fault, () => kiosk.book(asked, step.fault));
        count(`book: ${came.kind}`);
        if (came.kind === "booked" && step.fault.painted)
          shown.push({ slot, patient, state: "standing", movedTo: null });
        return;
      }
      case "cancel": {
        const one = standing(step.visit);
        if (!one) return;
        const came = await during(step.fault, () => kiosk.cancel(visitOf(one), step.fault));
        count(`cancel: ${came.kind}`);
        if (came.kind === "done" && step.fault.painted) one.state = "gone";
        else if (isUnsure(came.kind)) one.state = "unsure";
        return;
      }
      case "move": {
        const one = standing(step.visit);
        const slot = share.slots[step.slot];
        if (!one || !slot || slot === one.slot || kiosk.isBlocked(timeId(slot))) return;
        const { patient } = one;
        touch(slot, patient);
        const came = await during(step.fault, () => kiosk.move(visitOf(one), askedOf(slot), step.fault));
        count(`move: ${came.kind}`);
        if (came.kind === "done" && step.fault.painted) {
          one.state = "gone";
          shown.push({ slot, patient, state: "standing", movedTo: null });
        } else if (isUnsure(came.kind)) Object.assign(one, { state: "unsure", movedTo: slot });
        return;
      }
      case "elsewhere": {
        const slot = share.slots[step.slot];
        if (!slot) return;
        if (step.deed === "book") return await bookElsewhere(world, slot, stranger);
        // A patient who cancels in a portal what the kiosk has shown them.
        const one = shown.find((each) => each.slot === slot && each.state === "standing");
        if (!one || kiosk.isBlocked(timeId(slot))) return;
        await cancelAll(world, one.patient, (start) => start === slot.start);
        byOthers.add(nameOf(slot));
        one.state = "unsure";
        return;
      }
      case "wait":
        return await pass(() => false, step.ms);
    }
  };

  try {
    for (const step of plan.steps) await play(step);
    hub.switches.set(calm);
    if (plan.restarts) kiosk.restart();
    kiosk.wake();
    await pass(() => kiosk.unsettled().length === 0, 6 * 3_600_000);
    // Late originals, claims and lists have come to their end by then.
    await pass(() => false, 300_000);
    hub.switches.set(usual);
    const review = kiosk.review();
    for (const { kind, phase } of review)
      if (phase.state === "review") count(`review: ${kind} ${phase.reason}`);
    return brokenPromises(hub, share, { shown, touches, byOthers, review, unsettled: kiosk.unsettled() });
  } finally {
    kiosk.close();
    hub.switches.set(usual);
    for (const patient of share.patients) await cancelAll(world, patient, () => true);
    rmSync(dir, { recursive: true, force: true });
  }
}

function hiddenBy({ hides, steps: [first] }: HubPlan, slots: readonly Slot[]): string | null {
  if (!hides || first?.do !== "book") return null;
  return slots[first.slot]?.speciality ?? null;
}

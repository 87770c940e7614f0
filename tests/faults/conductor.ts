import type { Counts } from "./counts.ts";
import { readJournal, samplesOf } from "./journal-files.ts";
import type { Fault, Plan, ReceptionDeed, Victim } from "./plan.ts";
import type { Treatment } from "./proxy/treatment.ts";
import type { Child } from "./world/child.ts";
import type { KioskProcess } from "./world/processes.ts";
import type { Arrived, World } from "./world/world.ts";

/** Plays a plan's faults: to requests as they come, and at moments of their own. */
export type Conductor = {
  /** Does the timed steps; resolves when they are done, or right after `stopFaults`. */
  playTimed(): Promise<void>;
  /** From here on every request passes and nothing is killed; what is on the line goes on. */
  stopFaults(): void;
  /** Whether requests are still under way, late copies included. Those that are held back count. */
  busy(): boolean;
  /** Lets requests that were held back go to the central API. */
  release(): void;
  /** The first thing that went wrong outside of the kiosks. */
  readonly fault: () => Error | null;
};

/** Until its kiosk has asked so many more questions. */
type HeldBack = { readonly kiosk: number; questions: number };

/** A request on the line. */
type UnderWay = {
  readonly over: PromiseWithResolvers<void>;
  readonly heldBack: HeldBack | null;
  readonly onAnswered: () => Promise<void>;
};

/** How long a killed process stays away, ms. */
const away: Readonly<Record<Victim, number>> = { core: 0, demoCentral: 300, proxy: 300 };

const pass: Fault = { treatment: { do: "pass" }, kill: null, reception: null };

export function createConductor(parts: {
  world: World;
  plan: Plan;
  slotIds: readonly string[];
  counts: Counts;
}): Conductor {
  const { world, plan, counts, slotIds } = parts;
  const queues = plan.kiosks.map(({ line }) => ({
    transaction: [...line.transaction],
    look: [...line.look],
    person: [...line.person],
    pull: [...line.pull],
  }));
  const underWay = new Map<number, UnderWay>();
  let faultsOver = false;
  let ended = Promise.withResolvers<void>();
  let fault: Error | null = null;
  /** One thing at a time is done to the central API: a reception cut off in the middle would not know what it has done. */
  let centralWork: Promise<unknown> = Promise.resolve();
  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const done = centralWork.then(work, work);
    centralWork = done.catch(() => undefined);
    return done;
  };

  const restart = (child: Child, after: number): void => {
    setTimeout(() => {
      child.start().catch((error: Error) => {
        fault ??= error;
      });
    }, after);
  };

  /** Notes what of people stands sealed in a journal now: it must be gone when all has settled. */
  const sample = (core: KioskProcess): void => {
    for (const { payload } of readJournal(core.dataDir) ?? []) {
      if (payload) world.sealed.push(...samplesOf(payload));
    }
  };

  const kill = async (victim: Victim, kiosk: number, moment: string): Promise<void> => {
    counts.add(`kill: ${victim} ${moment}`);
    switch (victim) {
      case "core": {
        const core = world.kiosks[kiosk % world.kiosks.length];
        if (!core) return;
        await core.kill();
        sample(core);
        return restart(core, away.core);
      }
      case "demoCentral":
        await alone(() => world.demoCentral.kill());
        return restart(world.demoCentral, away.demoCentral);
      case "proxy":
        await world.proxy.kill();
        for (const { over } of underWay.values()) over.resolve();
        underWay.clear();
        return restart(world.proxy, away.proxy);
    }
  };

  const receptionDoes = (deed: ReceptionDeed, slotId: string, moment: string): Promise<void> =>
    alone(async () => {
      if (!world.demoCentral.usable()) return;
      if (await world.reception.do(deed, slotId)) counts.add(`reception: ${deed} ${moment}`);
    });

  /** Puts what was held back to the central API, and waits until the central API has seen it. */
  const letGo = async (which: (heldBack: HeldBack) => boolean): Promise<void> => {
    const going = [...underWay].filter(([, { heldBack }]) => heldBack !== null && which(heldBack));
    for (const [id] of going) world.proxy.order({ type: "goOn", id });
    await Promise.all(going.map(([, { over }]) => over.promise));
  };

  /** This kiosk asks a question: what was held back until then goes first. */
  const onQuestion = async (kiosk: number): Promise<void> => {
    for (const { heldBack } of underWay.values()) if (heldBack?.kiosk === kiosk) heldBack.questions--;
    await letGo((heldBack) => heldBack.kiosk === kiosk && heldBack.questions === 0);
  };

  const onArrived = async (report: Arrived & { type: "arrived" }): Promise<void> => {
    const { id, kiosk, kind } = report;
    const planned = faultsOver ? undefined : queues[kiosk]?.[kind].shift();
    const { treatment, kill: killing, reception } = planned ?? pass;
    if (kind === "look") await onQuestion(kiosk);
    const core = world.kiosks[kiosk];
    if (kind === "transaction" && core) sample(core);
    underWay.set(id, {
      over: Promise.withResolvers(),
      heldBack: treatment.do === "heldBack" ? { kiosk, questions: treatment.questions } : null,
      onAnswered: async () => {
        if (killing?.at === "answered" && !faultsOver) await kill(killing.victim, kiosk, "before the answer");
      },
    });
    if (planned && treatment.do !== "pass") counts.add(`line: ${kind} ${nameOf(treatment)}`);
    // Reception works on a slot that the kiosk is about to change, or on one of the plan's.
    const near = report.slotIds.length > 0 ? report.slotIds : slotIds;
    const slotId = near[id % near.length];
    if (reception && slotId !== undefined) await receptionDoes(reception, slotId, `during a ${kind}`);
    if (killing?.at === "arrived") await kill(killing.victim, kiosk, "before the central API");
    world.proxy.order({ type: "treat", id, treatment, tell: killing?.at === "answered" });
  };

  world.listen((report) => {
    const failed = (error: Error): void => {
      fault ??= error;
    };
    switch (report.type) {
      case "arrived":
        onArrived(report).catch(failed);
        break;
      case "answered":
        (underWay.get(report.id)?.onAnswered() ?? Promise.resolve())
          .catch(failed)
          .finally(() => world.proxy.order({ type: "goOn", id: report.id }));
        break;
      case "over":
        underWay.get(report.id)?.over.resolve();
        underWay.delete(report.id);
        break;
    }
  });

  return {
    async playTimed() {
      ended = Promise.withResolvers();
      const began = performance.now();
      for (const step of [...plan.timed].sort((a, b) => a.at - b.at)) {
        const wait = new Promise<void>((resolve) =>
          setTimeout(resolve, Math.max(0, began + step.at - performance.now())),
        );
        await Promise.race([wait, ended.promise]);
        if (faultsOver) return;
        const slotId = step.do === "reception" ? slotIds[step.slot] : undefined;
        if (step.do === "kill") await kill(step.victim, step.kiosk, "at some moment");
        else if (slotId !== undefined) await receptionDoes(step.deed, slotId, "at some moment");
      }
    },
    stopFaults() {
      faultsOver = true;
      ended.resolve();
    },
    busy: () => underWay.size > 0,
    release() {
      void letGo(() => true);
    },
    fault: () => fault,
  };
}

/** `dropAfter (reset)`, `error 503 (committed)`, … */
function nameOf(treatment: Treatment): string {
  switch (treatment.do) {
    case "dropBefore":
    case "dropAfter":
      return `${treatment.do} (${treatment.how})`;
    case "error":
      return treatment.committed ? "error after commit" : "error before commit";
    default:
      return treatment.do;
  }
}

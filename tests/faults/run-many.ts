import fc from "fast-check";
import type { Broken } from "./checks/invariants.ts";
import { type Counts, createCounts } from "./counts.ts";
import { type Plan, plans } from "./plan.ts";
import { runPlan } from "./run-plan.ts";
import { openWorld, type Share, type World } from "./world/world.ts";

/** A plan that broke a promise, and how to play it again. */
type Failure = {
  readonly seed: number;
  readonly path: string;
  readonly plan: Plan;
  readonly broken: readonly Broken[];
  /** What failed, where it was not a promise but the runner or a screen. */
  readonly error: string;
};

export type Outcome = {
  readonly runs: number;
  readonly counts: Counts;
  readonly failures: readonly Failure[];
  readonly ms: number;
};

class PromiseBroken extends Error {
  readonly broken: readonly Broken[];
  constructor(broken: readonly Broken[]) {
    super(broken.map(({ invariant, what }) => `${invariant}: ${what}`).join("\n"));
    this.broken = broken;
  }
}

export type RunOptions = {
  readonly runs: number;
  readonly seed: number;
  readonly jobs: number;
  readonly minutes?: number | undefined;
  readonly path?: string | undefined;
  readonly shrink: boolean;
  readonly tree?: string | undefined;
  /** After each plan. */
  readonly onRun?: (done: number, counts: Counts) => void;
};

/**
 * Plays plans until `runs` are done, the time is over, or a promise is broken. Each job has a world of its own
 * and its own seed: job 0 the one that was given, the others the ones after it.
 */
export async function runMany(options: RunOptions): Promise<Outcome> {
  const counts = createCounts();
  const began = performance.now();
  const until = options.minutes === undefined ? Number.POSITIVE_INFINITY : began + options.minutes * 60_000;
  const jobs = options.path === undefined ? Math.min(options.jobs, options.runs) : 1;
  let done = 0;
  let failed = false;
  const onRun = (): void => {
    done++;
    options.onRun?.(done, counts);
  };
  const job = async (no: number): Promise<Failure | null> => {
    const runs = Math.floor((options.runs + no) / jobs);
    const failure = await runJob({
      ...options,
      runs: options.path === undefined ? runs : 1,
      seed: options.seed + no,
      counts,
      onRun,
      goesOn: () => performance.now() < until && !failed,
    });
    failed ||= failure !== null;
    return failure;
  };
  const failures = await Promise.all(Array.from({ length: jobs }, (_, no) => job(no)));
  return {
    runs: done,
    counts,
    failures: failures.filter((failure) => failure !== null),
    ms: performance.now() - began,
  };
}

type Job = Omit<RunOptions, "onRun"> & {
  readonly counts: Counts;
  readonly onRun: () => void;
  readonly goesOn: () => boolean;
};

async function runJob(job: Job): Promise<Failure | null> {
  const { seed, path, counts } = job;
  const place = createPlace(job);
  let broken: readonly Broken[] = [];
  const property = fc.asyncProperty(plans, async (plan) => {
    // Plans that are no longer wanted are left out, which takes no time.
    if (!job.goesOn()) return;
    const { world, share } = await place.next();
    try {
      broken = await runPlan(world, share, plan, counts);
    } catch (error) {
      await place.leave();
      throw error;
    }
    job.onRun();
    if (broken.length === 0) return;
    await place.leave();
    throw new PromiseBroken(broken);
  });
  try {
    const details = await fc.check(property, {
      seed,
      numRuns: job.runs,
      endOnFailure: !job.shrink,
      ...(path === undefined ? {} : { path }),
    });
    const [plan] = details.counterexample ?? [];
    if (!details.failed || plan === undefined) return null;
    const error = details.errorInstance;
    return {
      seed: details.seed,
      path: details.counterexamplePath ?? "",
      plan,
      broken: error instanceof PromiseBroken ? error.broken : [],
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  } finally {
    await place.leave();
  }
}

/** The world that a job plays in, for as long as it has times to give. */
function createPlace({ tree, seed }: Pick<Job, "tree" | "seed">) {
  let world: World | null = null;
  let opened = 0;
  const leave = async (): Promise<void> => {
    const left = world;
    world = null;
    await left?.close();
  };
  return {
    leave,
    async next(): Promise<{ world: World; share: Share }> {
      const share = world?.shares.next();
      if (world && share) return { world, share };
      await leave();
      world = await openWorld({ seed: (Math.abs(seed) + opened++) % 1_000_000, ...(tree ? { tree } : {}) });
      const first = world.shares.next();
      if (!first) throw new Error("a clinic without free times");
      return { world, share: first };
    },
  };
}

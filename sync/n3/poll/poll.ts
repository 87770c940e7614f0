import { pause } from "#contract/base/pause.ts";
import {
  type BackOffRule,
  CentralError,
  type CentralState,
  type Clock,
  createBackOff,
  plausibleInstant,
} from "#contract/index.ts";
import type { SyncLog } from "../../log-events.ts";
import { horizonAt } from "../../pull/calendar.ts";
import { createFreshness } from "../../pull/freshness.ts";
import type { Sync } from "../../pull/index.ts";
import { StoreBusy, type SyncStore } from "../../store.ts";
import type { HubClient } from "../client.ts";
import type { HubDirectory, HubOrganization } from "../directory.ts";
import { readDoctorId } from "../ids.ts";
import type { HubCentralSettings } from "../settings.ts";
import { createWallClock } from "../wall-clock.ts";
import { type ClinicPoll, createClinicPoll, pollAges } from "./clinic.ts";
import { createSave } from "./save.ts";

export type HubSyncOptions = {
  readonly settings: HubCentralSettings;
  readonly hub: HubClient;
  readonly directory: HubDirectory;
  readonly store: SyncStore;
  readonly clock: Clock;
  readonly log: SyncLog;
  /** The clinics', an IANA name. */
  readonly timeZone: string;
  readonly onState: (state: CentralState) => void;
  readonly onSchedules: (scheduleIds: readonly string[]) => void;
  readonly onCatalog: () => void;
  /** 0 ≤ n < 1, for jitter. */
  readonly random?: () => number;
};

/** Names the hub and the part of it that is mirrored. */
export const mirroredHub = ({ url, organizations, horizonDays }: HubCentralSettings): string =>
  JSON.stringify(["n3", url, organizations ?? null, horizonDays]);

/** A clinic whose own system is silent is asked ever more seldom, and keeps no other waiting. */
const clinicRule: BackOffRule = { first: 5000, longest: 10 * 60_000, jitter: 0.3 };
const hubRule: BackOffRule = { first: 1000, longest: 60_000, jitter: 0.5 };
/** Screens are shown with what there is when the first load of times takes longer, ms. */
const longestFirstLoad = 60_000;
/** The least time between two readings of a grid that is looked at, ms. */
const refreshPause = 5000;
const busyPause = 1000;
/** How fresh what is stored is, is written so often at most, ms. */
const reportPause = 10_000;

type Poller = {
  readonly clinic: number;
  readonly poll: ClinicPoll;
  readonly giveUp: AbortController;
  state: "unknown" | "answering" | "silent";
  wake: () => void;
};

/**
 * Keeps the store a mirror of a hub, which tells no changes: lists are asked for again, the counters in them tell which
 * doctors' times to read, and a slow sweep finds what the counters hide (docs/n3.md). Each clinic has a poller of its own.
 */
export function startHubSync(options: HubSyncOptions): Sync {
  const { settings, hub, directory, store, clock, log, timeZone, random = Math.random } = options;
  const giveUp = new AbortController();
  const { signal } = giveUp;
  store.attach(mirroredHub(settings));
  const freshness = createFreshness({
    freshAt: plausibleInstant(store.freshAt()),
    every: pollAges.specialities,
    clock,
    onState: options.onState,
  });
  const save = createSave(options);
  const time = createWallClock(timeZone);
  const pollers = new Map<number, Poller>();
  const broken = Promise.withResolvers<never>();
  const began = clock.monotonic();
  let prunedBefore = 0;
  let reportedAt = Number.NEGATIVE_INFINITY;
  const working = new Set<Promise<void>>();
  let told: readonly HubOrganization[] | null = null;

  const reportFresh = (): void => {
    const all = [...pollers.values()];
    if (all.some(({ state }) => state === "unknown")) return;
    if (all.length > 0 && all.every(({ state }) => state === "silent")) return freshness.failed();
    if (freshness.state().state === "never" && !isLoaded()) return;
    const isOnline = freshness.state().state === "online";
    if (isOnline && clock.monotonic() - reportedAt < reportPause) return;
    reportedAt = clock.monotonic();
    const { state: before } = freshness.state();
    const freshAt = hub.now();
    save({ freshAt });
    prune(freshAt);
    freshness.succeeded(freshAt);
    if (before !== "online") log.write("sync.fresh", { before, schedules: store.schedules().length });
  };
  const isLoaded = (): boolean => {
    const all = [...pollers.values()]
      .filter(({ state }) => state !== "silent")
      .map(({ poll }) => poll.progress());
    const listed = all.filter(({ isListed }) => isListed).length;
    if (listed < all.length) {
      freshness.progress({ stage: "reference", done: listed, total: all.length });
      return false;
    }
    const [done, total] = [sum(all.map(({ read }) => read)), sum(all.map(({ doctors }) => doctors))];
    freshness.progress({ stage: "slots", done, total });
    return done === total || clock.monotonic() - began > longestFirstLoad;
  };
  const prune = (now: number): void => {
    const { from } = horizonAt(now, timeZone, settings.horizonDays);
    if (from === prunedBefore) return;
    store.prune(from);
    prunedBefore = from;
  };

  const runPoller = async (poller: Poller): Promise<void> => {
    const backOff = createBackOff(clinicRule, { random });
    const over = AbortSignal.any([signal, poller.giveUp.signal]);
    while (!over.aborted) {
      try {
        const wait = await poller.poll.next(over);
        backOff.succeeded();
        if (poller.state === "silent") log.write("sync.part-readable", { part: `clinic/${poller.clinic}` });
        poller.state = "answering";
        reportFresh();
        if (wait > 0) await sleep(poller, wait, over);
      } catch (error) {
        if (over.aborted) return;
        if (error instanceof StoreBusy) {
          log.write("sync.store-busy", { nextTryIn: busyPause });
          await pause(clock, busyPause, over);
          continue;
        }
        if (!(error instanceof CentralError)) throw error;
        const wait = backOff.failed(error.retryAfter);
        log.write(poller.state === "silent" ? "sync.part-still-unreadable" : "sync.part-unreadable", {
          part: `clinic/${poller.clinic}`,
          fault: error.fault,
          detail: error.message,
          nextTryIn: Math.round(wait),
          failures: backOff.failures(),
        });
        poller.state = "silent";
        reportFresh();
        await sleep(poller, wait, over);
      }
    }
  };
  const sleep = (poller: Poller, ms: number, over: AbortSignal): Promise<void> => {
    const woken = new AbortController();
    poller.wake = () => woken.abort();
    return pause(clock, ms, AbortSignal.any([over, woken.signal]));
  };

  /** Pollers for the clinics that there are, and none for those that are no more. */
  const arrange = (clinics: readonly HubOrganization[]): void => {
    if (clinics === told) return;
    told = clinics;
    save({ complete: [{ type: "organization", rows: clinics.map(({ row }) => row), rejected: [] }] });
    const wanted = new Set(clinics.filter(({ row }) => row.active).map(({ clinic }) => clinic));
    for (const [clinic, poller] of pollers) {
      if (wanted.has(clinic)) continue;
      poller.giveUp.abort();
      pollers.delete(clinic);
    }
    const left = (["schedule", "role", "practitioner", "service"] as const).map((type) => ({
      type,
      ids: store.ids(type).filter((id) => !wanted.has(readDoctorId(id)?.clinic ?? -1)),
    }));
    save({ left: left.filter(({ ids }) => ids.length > 0) });
    for (const clinic of wanted) {
      if (pollers.has(clinic)) continue;
      const poll = createClinicPoll({
        ...{ clinic, hub, directory, store, save, time, clock },
        horizonDays: settings.horizonDays,
      });
      const poller: Poller = {
        clinic,
        poll,
        giveUp: new AbortController(),
        state: "unknown",
        wake: () => undefined,
      };
      pollers.set(clinic, poller);
      const ended: Promise<void> = runPoller(poller)
        .catch(broken.reject)
        .finally(() => working.delete(ended));
      working.add(ended);
    }
  };

  const run = async (): Promise<void> => {
    const backOff = createBackOff(hubRule, { random });
    while (!signal.aborted) {
      try {
        if (told === null) freshness.progress({ stage: "connecting", done: 0, total: null });
        arrange(await directory.clinics("poll", signal));
        backOff.succeeded();
        await pause(clock, pollAges.specialities, signal);
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof CentralError) && !(error instanceof StoreBusy)) throw error;
        const wait = backOff.failed(error instanceof CentralError ? error.retryAfter : null);
        const nextTryIn = Math.round(wait);
        if (error instanceof StoreBusy) log.write("sync.store-busy", { nextTryIn });
        else log.write("sync.pull-failed", { fault: error.fault, detail: error.message, nextTryIn });
        if (pollers.size === 0) freshness.failed();
        await pause(clock, wait, signal);
      }
    }
  };

  const refreshedAt = new Map<string, number>();
  const refresh = async (scheduleId: string): Promise<void> => {
    const of = readDoctorId(scheduleId);
    const poller = of && pollers.get(of.clinic);
    if (!of || !poller) return;
    try {
      await poller.poll.refresh(of.doctor, "patient", signal);
    } catch (error) {
      if (error instanceof StoreBusy) return log.write("sync.refresh-not-stored", { scheduleId });
      if (!(error instanceof CentralError)) return broken.reject(error);
      if (!signal.aborted) log.write("sync.refresh-failed", { scheduleId, fault: error.fault });
    }
  };

  const running = run();
  return {
    state: freshness.state,
    refresh(scheduleId) {
      const now = clock.monotonic();
      const due = (refreshedAt.get(scheduleId) ?? Number.NEGATIVE_INFINITY) + refreshPause;
      // One is already waiting for its turn.
      if (due - refreshPause > now) return;
      refreshedAt.set(scheduleId, Math.max(now, due));
      void pause(clock, due - now, signal).then(() => (signal.aborted ? undefined : refresh(scheduleId)));
    },
    syncNow() {
      for (const poller of pollers.values()) {
        poller.poll.retryNow();
        poller.wake();
      }
    },
    done: Promise.race([running, broken.promise]),
    async close() {
      giveUp.abort();
      freshness.stop();
      await running.catch(() => undefined);
      await Promise.all(working);
    },
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createReception, type Reception } from "../actors/reception.ts";
import type { ReviewEntry } from "../checks/settled.ts";
import { createLedger, type Ledger } from "../ledger.ts";
import { patientsOfPlan, slotsOfPlan } from "../plan.ts";
import type { Report } from "../proxy/treatment.ts";
import { type CentralData, centralData, type Resource } from "./central-data.ts";
import { freeTimes, type Offered, type Person, people } from "./clinic.ts";
import { readyKiosks } from "./kiosks.ts";
import { root } from "./places.ts";
import {
  type CentralProcess,
  centralProcess,
  type KioskProcess,
  type ProxyProcess,
  proxyProcess,
} from "./processes.ts";
import { morningZone } from "./zone.ts";

export type Arrived = Exclude<Report, { type: "ready" }>;

/** What one plan plays with: times and patients that no plan before it has touched. */
export type Share = { readonly slots: readonly Offered[]; readonly people: readonly Person[] };

type Shares = {
  /** The next plan's; null when the clinic has no times left. */
  next(): Share | null;
  /** Slots that plans were given so far. */
  readonly given: ReadonlySet<string>;
  /** The schedule of each of them when the world began, by the slot's id. */
  readonly chosenOf: ReadonlyMap<string, string>;
};

/**
 * A central API, kiosks, and the line between them, all processes of their own. It serves several plans, one after
 * another: the ledger and the reception's book go on, so visits of earlier plans are checked again after each.
 */
export type World = {
  readonly demoCentral: CentralProcess;
  readonly proxy: ProxyProcess;
  readonly kiosks: readonly KioskProcess[];
  readonly data: CentralData;
  readonly reception: Reception;
  readonly ledger: Ledger;
  readonly everybody: readonly Person[];
  /** How things stood before the first plan, by id. */
  readonly before: { readonly slots: ReadonlyMap<string, Resource>; readonly visits: ReadonlySet<string> };
  readonly shares: Shares;
  /** Pieces of sealed personal data that stood in a journal at some moment. */
  readonly sealed: Buffer[];
  /** What has stood on the kiosks' review lists, until somebody saw to it. */
  readonly reviewEntries: ReviewEntry[];
  /** Operations that have been counted, and lines of each kiosk's log and records of its audit. */
  readonly counted: {
    readonly operations: Set<string>;
    readonly lines: number[];
    readonly records: number[];
  };
  /** Who hears of requests on the line. */
  listen(listener: (report: Arrived) => void): void;
  close(): Promise<void>;
};

const kiosksOfWorld = 2;

/**
 * Opens a world. `tree` is the repository whose kiosks are tried. The proxy lets everything pass until someone
 * listens.
 */
export async function openWorld(options: { tree?: string; seed: number }): Promise<World> {
  const { tree = root, seed } = options;
  const dir = mkdtempSync(join(tmpdir(), "infomat-faults-"));
  const zone = morningZone(Date.now());
  const demoCentral = centralProcess({ dataDir: join(dir, "demoCentral"), zone, seed });
  let listener = (report: Arrived): void => {
    if (report.type !== "arrived") return;
    proxy.order({ type: "treat", id: report.id, treatment: { do: "pass" }, tell: false });
  };
  const proxy = proxyProcess({
    kiosks: kiosksOfWorld,
    centralUrl: () => new URL(demoCentral.url()).origin,
    onReport: (report) => listener(report),
  });
  const kiosks: KioskProcess[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(kiosks.map((kiosk) => kiosk.close()));
    await Promise.all([proxy.close(), demoCentral.close()]);
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    await demoCentral.start();
    await proxy.start();
    kiosks.push(...(await readyKiosks({ count: kiosksOfWorld, tree, dir, zone, urlOf: proxy.url })));
    const data = centralData(demoCentral.url);
    const everybody = await people(data);
    return {
      demoCentral,
      proxy,
      kiosks,
      data,
      everybody,
      close,
      reception: createReception(data, () => everybody.at(-1)?.id ?? ""),
      ledger: createLedger(),
      before: {
        slots: new Map((await data.all("Slot")).map((slot) => [slot.id, slot])),
        visits: new Set((await data.all("Appointment")).map(({ id }) => id)),
      },
      // The last one is the reception's own patient.
      shares: createShares(await freeTimes(data, tomorrowIn(zone), zone), everybody.slice(0, -1)),
      sealed: [],
      reviewEntries: [],
      counted: { operations: new Set(), lines: [], records: [] },
      listen(next) {
        listener = next;
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

const tomorrowIn = (timeZone: string): string =>
  new Intl.DateTimeFormat("sv", { timeZone }).format(Date.now() + 24 * 3_600_000);

function createShares(free: readonly Offered[], patients: readonly Person[]): Shares {
  const given = new Set<string>();
  let served = 0;
  return {
    given,
    chosenOf: new Map(free.map(({ slotId, scheduleId }) => [slotId, scheduleId])),
    next() {
      const slots = free.slice(given.size, given.size + slotsOfPlan);
      if (slots.length < slotsOfPlan) return null;
      for (const { slotId } of slots) given.add(slotId);
      const first = served++ * patientsOfPlan;
      const people = Array.from(
        { length: patientsOfPlan },
        (_, at) => patients[(first + at) % patients.length],
      );
      return { slots, people: people.flatMap((person) => person ?? []) };
    },
  };
}

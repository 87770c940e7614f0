import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { createDesk, type Desk } from "../actors/desk.ts";
import { createLedger, type Ledger } from "../ledger.ts";
import { patientsOfPlan, slotsOfPlan } from "../plan.ts";
import type { Report } from "../proxy/treatment.ts";
import { type CentreData, centreData, type Resource } from "./centre-data.ts";
import { freeTimes, type Offered, type Person, people } from "./clinic.ts";
import { root } from "./places.ts";
import {
  type CentreProcess,
  centreProcess,
  type KioskProcess,
  kioskProcess,
  type ProxyProcess,
  proxyProcess,
} from "./processes.ts";
import { morningZone } from "./zone.ts";

export type Arrived = Exclude<Report, { type: "ready" }>;

/** What one plan plays with: times and patients that no plan before it has touched. */
export type Share = { readonly slots: readonly Offered[]; readonly people: readonly Person[] };

/**
 * A centre, kiosks, and the line between them, all processes of their own. It serves several plans, one after
 * another: the ledger and the desk's book go on, so visits of earlier plans are checked again after each.
 */
export type World = {
  readonly centre: CentreProcess;
  readonly proxy: ProxyProcess;
  readonly kiosks: readonly KioskProcess[];
  readonly data: CentreData;
  readonly desk: Desk;
  readonly ledger: Ledger;
  readonly everybody: readonly Person[];
  /** How things stood before the first plan, by id. */
  readonly before: { readonly slots: ReadonlyMap<string, Resource>; readonly visits: ReadonlySet<string> };
  /** Slots that plans were given so far. */
  readonly given: ReadonlySet<string>;
  /** Pieces of sealed personal data that stood in a journal at some moment. */
  readonly sealed: Buffer[];
  /** Operations that have been counted. */
  readonly counted: Set<string>;
  /** Who hears of requests on the line. */
  listen(listener: (report: Arrived) => void): void;
  /** The next plan's share; null when the clinic has no times left. */
  share(): Promise<Share | null>;
  close(): Promise<void>;
};

export const kiosksOfWorld = 2;

/** Short, so that a run doesn't consist of waiting; long enough for a machine with much else to do. */
const configOf = (no: number, zone: string, url: string): object => ({
  kiosk: { number: no + 1, timeZone: zone },
  central: { url, timeout: 600, every: 5 },
  booking: { patience: 1.5 },
});

/** A kiosk that knows no schedule has nothing to book. */
async function firstLoad(kiosk: KioskProcess): Promise<void> {
  const client = await kiosk.client();
  while ((await client.kiosk.info({})).central.state !== "online") {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Opens a world. `tree` is the repository whose kiosks are tried. The proxy lets everything pass until someone listens. */
export async function openWorld(options: { tree?: string; seed: number }): Promise<World> {
  const { tree = root, seed } = options;
  const dir = mkdtempSync(join(tmpdir(), "infomat-faults-"));
  const zone = morningZone(Date.now());
  const centre = centreProcess({ dataDir: join(dir, "centre"), zone, seed });
  const data = centreData(centre.url);
  let listener: (report: Arrived) => void = (report) => {
    if (report.type === "arrived") {
      proxy.order({ type: "treat", id: report.id, treatment: { do: "pass" }, tell: false });
    }
  };
  const proxy = proxyProcess({
    kiosks: kiosksOfWorld,
    centreUrl: () => new URL(centre.url()).origin,
    onReport: (report) => listener(report),
  });
  await centre.start();
  await proxy.start();
  const screensDir = join(dir, "screens");
  mkdirSync(screensDir);
  writeFileSync(join(screensDir, "index.html"), "<!doctype html>");
  const kiosks = Array.from({ length: kiosksOfWorld }, (_, no) => {
    const configFile = join(dir, `kiosk-${no}.yaml`);
    writeFileSync(configFile, stringify(configOf(no, zone, proxy.url(no))));
    return kioskProcess({ tree, no, dataDir: join(dir, `kiosk-${no}`), configFile, screensDir });
  });

  await Promise.all(kiosks.map(firstLoad));
  const everybody = await people(data);
  const tomorrow = new Intl.DateTimeFormat("sv", { timeZone: zone }).format(Date.now() + 24 * 3_600_000);
  const free = await freeTimes(data, tomorrow);
  const slots = await data.all("Slot");
  const visits = await data.all("Appointment");
  const given = new Set<string>();
  const desk = createDesk(data, () => everybody.at(-1)?.id ?? "");
  let plansServed = 0;
  return {
    centre,
    proxy,
    kiosks,
    data,
    desk,
    ledger: createLedger(),
    everybody,
    before: {
      slots: new Map(slots.map((slot) => [slot.id, slot])),
      visits: new Set(visits.map(({ id }) => id)),
    },
    given,
    sealed: [],
    counted: new Set(),
    listen(next) {
      listener = next;
    },
    async share() {
      const own = free.slice(given.size, given.size + slotsOfPlan);
      if (own.length < slotsOfPlan) return null;
      for (const { slotId } of own) {
        given.add(slotId);
        await desk.mark(slotId);
      }
      const first = plansServed++ * patientsOfPlan;
      // The last one is the desk's own patient.
      const patients = everybody.slice(0, -1);
      return {
        slots: own,
        people: Array.from(
          { length: patientsOfPlan },
          (_, at) => patients[(first + at) % patients.length],
        ).flatMap((person) => person ?? []),
      };
    },
    async close() {
      await Promise.all(kiosks.map((kiosk) => kiosk.stop()));
      await Promise.all([proxy.kill(), centre.stop()]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

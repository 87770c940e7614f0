import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { centralSettingsSchema } from "#contract/fhir/settings.ts";
import { CentralError } from "#contract/index.ts";
import { openStore } from "#main/schedules/open-store.ts";
import { createSyncStore } from "#main/schedules/sync-store.ts";
import { systemClock, systemIds } from "#main/time/clock.ts";
import { createFhirCentral, type FhirCentral } from "#sync/fhir/index.ts";
import { type Sync, startSync } from "#sync/pull/index.ts";
import { type Answer, fleetSchema, orderSchema } from "./orders.ts";
import { type FreeTime, freeTimesIn } from "./times.ts";

/**
 * Many kiosks in one process: each has the connector, the sync and the mirror of a real one, and books by the connector's
 * own protocol as long as a patient waits. What is left out: the journal on the disk, the screens.
 */
const options = fleetSchema.parse(JSON.parse(process.argv[2] ?? "{}"));
const settings = centralSettingsSchema.parse({ url: options.url, timeout: 30_000 });
const timeZone = "Europe/Moscow";
/** As long as a patient waits for a booking, ms. */
const patience = 20_000;
const log = { write: () => undefined };

type Kiosk = {
  readonly central: FhirCentral;
  readonly start: () => Promise<void>;
  readonly times: FreeTime[];
};
const syncs: Sync[] = [];

function openKiosk(number: number): Kiosk {
  const file = join(options.folder, `kiosk-${process.pid}-${number}.sqlite`);
  if (options.mirror !== null) copyFileSync(options.mirror, file);
  const store = openStore(file);
  const parts = { settings, timeZone, log, clock: systemClock };
  return {
    central: createFhirCentral(parts),
    times: [...freeTimesIn(store, Date.now())],
    start: () =>
      new Promise((resolve) => {
        const sync = startSync({
          ...parts,
          central: createFhirCentral(parts),
          store: createSyncStore(store),
          onState: ({ state }) => state === "online" && resolve(),
          onSchedules: () => undefined,
          onCatalog: () => undefined,
        });
        syncs.push(sync);
      }),
  };
}

async function bookOnce({ central }: Kiosk, time: FreeTime, begun = performance.now()) {
  const key = systemIds.key();
  const patientId = options.patients[Math.floor(Math.random() * options.patients.length)] ?? "";
  const consent = {
    key,
    patientId,
    organizationId: time.organizationId,
    variant: "self" as const,
    performerId: null,
    accepted: true,
    textVersion: "1",
    textHash: "ab".repeat(32),
    language: "ru",
    at: central.now(),
    kiosk: "1",
  };
  const attempt = central.booking.book(
    {
      ...time,
      key,
      patientId,
      ticketNumber: `1-${key.slice(-6)}`,
      offered: { scheduleId: time.scheduleId, start: time.start },
      service: { id: time.serviceId, code: "B01.047.001", name: "Bench" },
      phone: null,
      consent,
    },
    { note: () => undefined, left: new AbortController().signal },
  );
  const told = (kind: string) => ({ slotId: time.slotId, key, kind, took: performance.now() - begun });
  const signal = AbortSignal.timeout(patience);
  while (!signal.aborted) {
    try {
      const resolved = await attempt.round(signal);
      if (resolved !== "again") return told(resolved.result.kind);
    } catch (error) {
      if (!(error instanceof CentralError)) throw error;
    }
    await pause(100 + Math.random() * 200);
  }
  return told("unknown");
}

const kiosks = Array.from({ length: options.kiosks }, (_, number) => openKiosk(number));

async function startAll(within: number): Promise<Pick<Answer, "online">> {
  const begun = performance.now();
  const late = pause(within, null);
  const online = kiosks.map((kiosk) => kiosk.start().then(() => performance.now() - begun));
  return { online: await Promise.all(online.map((one) => Promise.race([one, late]))) };
}

/** Each kiosk books at moments of its own, whether or not the last booking has ended: what queues counts as waiting. */
async function mix(span: number, every: number): Promise<Pick<Answer, "attempts">> {
  const begun = performance.now();
  const bookings = kiosks.flatMap((kiosk) => {
    const phase = Math.random() * every;
    return Array.from({ length: Math.max(0, Math.ceil((span - phase) / every)) }, async (_, at) => {
      const due = begun + phase + at * every;
      await pause(due - performance.now());
      const time = kiosk.times[Math.floor(Math.random() * kiosk.times.length)];
      if (!time) throw new Error("nothing is free");
      return bookOnce(kiosk, time, due);
    });
  });
  return { attempts: await Promise.all(bookings) };
}

async function follow(message: unknown): Promise<void> {
  const order = orderSchema.parse(message);
  let answer: Partial<Answer> = {};
  if (order.do === "start") answer = await startAll(order.within);
  if (order.do === "mix") answer = await mix(order.span, order.every);
  if (order.do === "race") {
    const raced = kiosks.flatMap((kiosk) => {
      const time = kiosk.times[order.place];
      return time ? [bookOnce(kiosk, time)] : [];
    });
    answer = { attempts: await Promise.all(raced) };
  }
  const { user, system } = process.cpuUsage();
  process.send?.({ ...answer, cpu: (user + system) / 1000 });
}
process.on("message", (message) => void follow(message));
process.send?.("open");

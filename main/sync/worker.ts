import { parentPort, workerData } from "node:worker_threads";
import { openStore } from "../schedules/open-store.ts";
import { createSyncStore } from "../schedules/sync-store.ts";
import { systemClock } from "../time/clock.ts";
import { startMirroring } from "./connector.ts";
import { orderSchema, type Report, type SyncThreadLog, workerDataSchema } from "./messages.ts";

/** The thread that mirrors the central API, with a connection of its own. What breaks here ends this thread alone. */
if (parentPort === null) throw new Error("this file is the sync thread, started by thread.ts");
const port = parentPort;
const { storeFile, settings, timeZone } = workerDataSchema.parse(workerData);

const report = (message: Report): void => port.postMessage(message);
const log: SyncThreadLog = {
  write: (...[event, facts]) => report({ type: "log", event, ...(facts ? { facts: { ...facts } } : {}) }),
};

const store = openStore(storeFile);
const sync = startMirroring({
  store: createSyncStore(store),
  clock: systemClock,
  log,
  settings,
  timeZone,
  onState: (state, now) => report({ type: "state", state, now }),
  onSchedules: (scheduleIds) => report({ type: "schedules", scheduleIds: [...scheduleIds] }),
  onCatalog: () => report({ type: "catalog" }),
});
report({ type: "state", state: sync.state(), now: null });

port.on("message", (message: unknown) => {
  const { data: order } = orderSchema.safeParse(message);
  if (!order) return log.write("sync-thread.order-unreadable");
  switch (order.type) {
    case "refresh":
      return sync.refresh(order.scheduleId);
    case "syncNow":
      return sync.syncNow();
    case "stop":
      return void stop();
  }
});

async function stop(): Promise<void> {
  await sync.close();
  store.close();
  port.close();
}

// Whatever breaks the sync breaks the thread, which thread.ts starts again.
await sync.done;

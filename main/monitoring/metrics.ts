import { statfsSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Log } from "../log/events.ts";
import type { Activity } from "./activity.ts";
import { activityMetrics } from "./activity-metrics.ts";
import { defineMetrics, type Metrics } from "./define-metrics.ts";
import { type KioskProbes, kioskMetrics } from "./kiosk-metrics.ts";

/** How often the event loop's lateness is measured, ms. */
const resolution = 20;

/**
 * The kiosk's metrics, read when they are asked for. A metric that can't be read is left out, logged and counted; the
 * others are answered. No label is made of what a patient or another program has sent.
 */
export async function createMetrics(options: {
  readonly activity: Activity;
  readonly probes: KioskProbes;
  readonly dataDir: string;
  readonly version: string;
  readonly log: Log;
}): Promise<Metrics> {
  const { activity, probes, version } = options;
  const { define, ...metrics } = await defineMetrics(options.log);
  const lateness = monitorEventLoopDelay({ resolution });
  lateness.enable();

  define.gauge("infomat_build_info", "Always 1; which version runs", ["version", "node"], (set) =>
    set(1, { version, node: process.versions.node }),
  );
  kioskMetrics(define, probes);
  activityMetrics(define, activity);
  define.gauge(
    "infomat_event_loop_lag_seconds",
    "How late the core's event loop was since the last scrape",
    ["statistic"],
    (set) => {
      const late = (ns: number): number => Math.max(0, ns / 1e9 - resolution / 1000);
      set(late(lateness.percentile(50)), { statistic: "p50" });
      set(late(lateness.percentile(99)), { statistic: "p99" });
      set(late(lateness.max), { statistic: "max" });
      lateness.reset();
    },
  );
  define.gauge("infomat_heap_used_bytes", "JavaScript heap in use", [], (set) =>
    set(process.memoryUsage().heapUsed),
  );
  define.gauge("process_resident_memory_bytes", "Resident memory of the core", [], (set) =>
    set(process.memoryUsage.rss()),
  );
  define.counter("process_cpu_seconds_total", "User and system CPU time of the core", [], (set) => {
    const { user, system } = process.cpuUsage();
    set((user + system) / 1e6);
  });
  const startedAt = (Date.now() - process.uptime() * 1000) / 1000;
  define.gauge("process_start_time_seconds", "When the core began, seconds since 1970", [], (set) =>
    set(startedAt),
  );
  define.gauge(
    "infomat_disk_free_bytes",
    "Room for the kiosk's user on the data folder's disk",
    [],
    (set) => {
      const { bavail, bsize } = statfsSync(options.dataDir);
      set(bavail * bsize);
    },
  );
  define.gauge("infomat_disk_size_bytes", "Size of the data folder's disk", [], (set) => {
    const { blocks, bsize } = statfsSync(options.dataDir);
    set(blocks * bsize);
  });
  define.unread("infomat_unread_metrics", "Metrics that could not be read in this scrape; see the log");
  return {
    ...metrics,
    close: () => lateness.disable(),
  };
}

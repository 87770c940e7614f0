import type { Clock } from "#contract/base/ports.ts";
import type { Log } from "../log/events.ts";
import { readAccessFiles } from "./access.ts";
import type { Activity } from "./activity.ts";
import type { KioskProbes } from "./kiosk-metrics.ts";
import { createMetrics } from "./metrics.ts";
import { missingNow, missingParts } from "./readiness.ts";
import { type Answer, startMonitoringServer } from "./server.ts";
import type { MonitoringSettings } from "./settings.ts";

/**
 * What a monitoring system asks: `/healthz` (the process answers), `/readyz` (patients can book, or what is missing),
 * `/metrics` (Prometheus). A server of its own: it reaches no procedure of the screens, and the screens' port serves
 * none of it. docs/monitoring.md tells of each metric.
 * @returns null where nothing is configured: then nothing listens
 * @throws {ConfigError} for a file of the section that can't be used
 */
export async function openMonitoring(deps: {
  readonly settings: MonitoringSettings | undefined;
  readonly activity: Activity;
  readonly probes: KioskProbes;
  readonly dataDir: string;
  readonly version: string;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<{ close(): Promise<void> } | null> {
  const { settings, probes, version, clock, log } = deps;
  if (!settings) return null;
  const files = readAccessFiles("monitoring", settings);
  const metrics = await createMetrics(deps);
  const server = startMonitoringServer({
    settings,
    files,
    clock,
    log,
    paths: {
      "/healthz": () => json(200, { status: "ok", version }),
      "/readyz": () => {
        const missing = missingNow(probes).map((code) => ({ code, text: missingParts[code] }));
        return json(missing.length === 0 ? 200 : 503, { ready: missing.length === 0, missing });
      },
      "/metrics": async () => ({
        status: 200,
        contentType: metrics.contentType,
        body: await metrics.text(),
      }),
    },
  });
  return {
    async close() {
      await server.close();
      metrics.close();
    },
  };
}

const json = (status: number, value: object): Answer => ({
  status,
  contentType: "application/json; charset=utf-8",
  body: `${JSON.stringify(value)}\n`,
});

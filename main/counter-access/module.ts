import { randomBytes } from "node:crypto";
import type { Clock } from "#contract/base/ports.ts";
import { readAccessFiles } from "../monitoring/access.ts";
import type { Audit } from "../staff/audit/audit.ts";
import { counterApi } from "./api.ts";
import { recentLooks } from "./looks.ts";
import { type CounterDeps, counterProcedures } from "./procedures.ts";
import { serveCounter } from "./server.ts";
import type { CounterAccessSettings } from "./settings.ts";

/**
 * What the counter's page may see and do of this kiosk (docs/reception.md), at an address of its own: it reaches no
 * procedure of the screens, and their port serves none of it.
 * @returns null where nothing is configured: then nothing listens
 * @throws {ConfigError} for a file of the section that can't be used
 */
export async function openCounterAccess(
  deps: Omit<CounterDeps, "revisionKey"> & {
    readonly settings: CounterAccessSettings | undefined;
    readonly audit: Audit;
    readonly clock: Pick<Clock, "after">;
  },
): Promise<{ close(): Promise<void> } | null> {
  const { settings, audit, clock, log } = deps;
  if (!settings) return null;
  return await serveCounter({
    settings,
    files: readAccessFiles("reception", settings),
    router: counterApi.router(counterProcedures({ ...deps, revisionKey: randomBytes(32) })),
    context: { audit, looks: recentLooks() },
    clock,
    log,
  });
}

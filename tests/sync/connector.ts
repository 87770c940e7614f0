import { centralSettingsSchema } from "#contract/fhir/settings.ts";
import { systemClock } from "#main/time/clock.ts";
import { createFhirCentral, type FhirCentral } from "#sync/fhir/index.ts";
import { type KeptLog, keptLog } from "#tests/support/log.ts";
import type { Later } from "./helpers.ts";
import { type ScriptedCentral, startScriptedCentral } from "./scripted-central.ts";

/** The connector alone, on the machine's own clock. */
export function openConnector(
  later: Later,
  url: string,
  settings: Record<string, unknown> = {},
): { central: FhirCentral; log: KeptLog } {
  const log = keptLog();
  const parsed = centralSettingsSchema.parse({ url, timeout: 10_000, ...settings });
  const central = createFhirCentral({ settings: parsed, timeZone: "Europe/Moscow", log, clock: systemClock });
  later(() => central.close());
  return { central, log };
}

export async function openDemoCentral(
  later: Later,
  tls?: Parameters<typeof startScriptedCentral>[0]["tls"],
): Promise<ScriptedCentral> {
  const demoCentral = await startScriptedCentral({ clock: systemClock, ...(tls ? { tls } : {}) });
  later(() => demoCentral.close());
  return demoCentral;
}

/** Never gives up by itself: the connector's own deadline is what is tested. */
export const patient: AbortSignal = new AbortController().signal;

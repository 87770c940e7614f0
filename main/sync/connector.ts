import type { Clock } from "#contract/base/ports.ts";
import type { Central } from "#contract/central/central.ts";
import type { CentralState } from "#contract/central/central-state.ts";
import { createFhirCentral } from "#sync/fhir/index.ts";
import type { AccessListener } from "#sync/http/access.ts";
import type { SyncLog } from "#sync/log-events.ts";
import {
  createHubCentral,
  createHubClient,
  createHubDirectory,
  type HubRecords,
  startHubSync,
} from "#sync/n3/index.ts";
import { type Sync, type SyncOptions, startSync } from "#sync/pull/index.ts";
import type { CentralApiSettings } from "./settings.ts";

export type ConnectOptions = {
  readonly settings: CentralApiSettings;
  readonly timeZone: string;
  readonly log: SyncLog;
  readonly clock: Clock;
  readonly onAccess?: AccessListener;
  /** What the kiosk keeps itself of bookings at a central API that tells less. */
  readonly records: HubRecords | null;
  /** Whether the mirror holds this doctor's post. */
  readonly isShown: (roleId: string) => boolean;
};

/** The connector to the central API; a connector of another kind is chosen here. */
export function connectCentral(options: ConnectOptions): Central {
  const { settings, records } = options;
  return settings.kind === "n3"
    ? createHubCentral({ ...options, settings, records: records ?? noRecords })
    : createFhirCentral({ ...options, settings });
}

/** Of a program that books nothing. */
const noRecords: HubRecords = {
  save: () => undefined,
  ofKey: () => null,
  ofVisit: () => [],
  saveConsent: () => undefined,
};

export type MirroringOptions = Omit<SyncOptions, "central" | "settings" | "onState"> & {
  readonly settings: CentralApiSettings;
  /** `now`: the central API's clock, ms. */
  readonly onState: (state: CentralState, now: number) => void;
};

/** Keeps the store a mirror of the central API, with a connection of its own. */
export function startMirroring(options: MirroringOptions): Sync {
  const { settings, timeZone, log, clock } = options;
  if (settings.kind === "n3") {
    const hub = createHubClient({ settings, share: "mirror", timeZone, log, clock });
    const { organizations } = settings;
    const directory = createHubDirectory({ hub, organizations, clock });
    const onState = (state: CentralState) => options.onState(state, hub.now());
    const sync = startHubSync({ ...options, settings, hub, directory, onState });
    return { ...sync, close: () => sync.close().then(hub.close) };
  }
  const central = createFhirCentral({ settings, timeZone, log, clock });
  const onState = (state: CentralState) => options.onState(state, central.now());
  const sync = startSync({ ...options, settings, central, onState });
  return { ...sync, close: () => sync.close().then(central.close) };
}

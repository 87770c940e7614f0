import type { CentralSettings } from "#contract/fhir/settings.ts";
import type { CentralDirectory, CentralTime, CentralTimes, Clock } from "#contract/index.ts";
import type { SyncLog } from "../log-events.ts";
import type { Batch, SyncStore } from "../store.ts";
import type { Horizon } from "./calendar.ts";
import type { Quarantine } from "./quarantine.ts";
import type { Rejections } from "./rejections.ts";

/** What every part of the pull works with. */
export type PullDeps = {
  readonly central: CentralDirectory & CentralTimes & CentralTime;
  readonly store: SyncStore;
  readonly settings: CentralSettings;
  readonly clock: Clock;
  readonly log: SyncLog;
  readonly rejections: Rejections;
  readonly quarantine: Quarantine;
  /** Fires when the pull is closed. */
  readonly signal: AbortSignal;
  horizon(): Horizon;
  /** Writes a batch, tells the screens what it changed, and resolves the conflicts that it found. */
  save(batch: Batch): Promise<void>;
};

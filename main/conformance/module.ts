import type { Clock, Ids } from "#contract/base/ports.ts";
import type { CentralConformance, CentralTime } from "#contract/central/central.ts";
import type { BookingState } from "#contract/conformance/booking-state.ts";
import type { Log } from "../log/events.ts";
import type { Store } from "../store/open.ts";
import { type ConformanceCheck, createConformanceCheck } from "./conformance-check.ts";
import { createConformanceRecords } from "./records.ts";

/** Whether bookings may be made at the central API: its self-test, and the kiosk's own journal. */
export function createConformanceModule(deps: {
  readonly central: CentralConformance & Pick<CentralTime, "now">;
  /** The central API's address, under which results are stored. */
  readonly url: string;
  readonly store: Store;
  readonly kioskKey: Uint8Array;
  readonly journalHealth: {
    health(): string;
    onChange(listener: () => void): void;
  };
  readonly onChange: (state: BookingState) => void;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}): ConformanceCheck {
  const { journalHealth, store, kioskKey, onChange, ...rest } = deps;
  const check = createConformanceCheck({
    ...rest,
    records: createConformanceRecords(store, kioskKey),
    onChange,
    isJournalOpen: () => journalHealth.health() === "open",
  });
  journalHealth.onChange(() => onChange(check.state()));
  return check;
}

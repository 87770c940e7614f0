import type { CentralState } from "#contract/central/central-state.ts";
import { type PrinterStatus, printerStatuses } from "#contract/printer/printer-status.ts";
import { type ScannerState, scannerStates } from "#contract/scanner/scan.ts";
import type { Journal } from "../booking/journal/journal.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { Define } from "./define-metrics.ts";
import { missingNow, missingParts, type ReadinessProbes } from "./readiness.ts";

/** How the kiosk's parts stand at this moment. */
export type KioskProbes = ReadinessProbes & {
  /** Of a patient. */
  readonly hasSession: () => boolean;
  readonly hasStaffSession: () => boolean;
  readonly operations: Pick<Journal, "inState" | "unreadable">;
  readonly tickets: () => { readonly queued: number; readonly forReview: number };
  readonly printer: () => PrinterStatus;
  readonly scanner: () => ScannerState;
  /** Null where no e-mail is sent. */
  readonly mail: () => ReturnType<Mailer["counts"]> | null;
  /** By the setting that names the certificate: when it ends, ms since 1970. */
  readonly certificates: () => readonly { readonly setting: string; readonly notAfter: number }[];
  /** The central API's clock, ms. */
  readonly now: () => number;
  /** This machine's wall clock, ms. */
  readonly wallClock: () => number;
};

const centralStates: readonly CentralState["state"][] = ["online", "stale", "never"];
/** States of operations that are not settled. */
export const unsettledStates = ["intended", "sending", "fencing", "showing"] as const;
const flag = (is: boolean): number => (is ? 1 : 0);

/** Metrics of how things stand now. */
export function kioskMetrics({ gauge, counter }: Define, probes: KioskProbes): void {
  gauge("infomat_ready", "1 while patients can book, as /readyz says", [], (set) =>
    set(flag(missingNow(probes).length === 0)),
  );
  gauge("infomat_missing_part", "1 for each part that keeps patients from booking", ["part"], (set) => {
    const missing: readonly string[] = missingNow(probes);
    for (const part of Object.keys(missingParts)) set(flag(missing.includes(part)), { part });
  });
  gauge("infomat_out_of_service", "1 while the kiosk is switched out of service", [], (set) =>
    set(flag(probes.service() === "closed")),
  );
  gauge("infomat_session_open", "1 while a patient is at the kiosk", [], (set) =>
    set(flag(probes.hasSession())),
  );
  gauge("infomat_window_up", "1 while the window answers; missing where no window is watched", [], (set) => {
    const window = probes.window();
    if (window !== "none") set(flag(window === "up"));
  });

  gauge("infomat_central_state", "1 for the state of the central API", ["state"], (set) => {
    const { state } = probes.central();
    for (const name of centralStates) set(flag(name === state), { state: name });
  });
  gauge(
    "infomat_mirror_age_seconds",
    "Age of the stored schedules; missing before the first load",
    [],
    (set) => {
      const central = probes.central();
      if (central.state === "never") return;
      const freshAt = central.state === "online" ? central.freshAt : central.since;
      set(Math.max(0, (probes.now() - freshAt) / 1000));
    },
  );

  gauge(
    "infomat_unsettled_operations",
    "Bookings, cancels and moves that are not settled",
    ["state"],
    (set) => {
      for (const state of unsettledStates) set(probes.operations.inState(state).length, { state });
    },
  );
  gauge(
    "infomat_unsettled_oldest_seconds",
    "Age of the oldest operation that is not settled; 0 where there is none",
    [],
    (set) => {
      const [oldest] = probes.operations.inState(...unsettledStates);
      set(oldest ? Math.max(0, (probes.wallClock() - oldest.createdAt) / 1000) : 0);
    },
  );
  gauge("infomat_review_list_entries", "What people at reception must see to", ["of"], (set) => {
    set(probes.operations.inState("review").length, { of: "operation" });
    set(probes.operations.unreadable().length, { of: "unreadable" });
    set(probes.tickets().forReview, { of: "ticket" });
  });

  gauge(
    "infomat_printer_status",
    "1 for the printer's status; paperNearEnd and paperOut tell of paper",
    ["status"],
    (set) => {
      const status = probes.printer();
      for (const name of printerStatuses) set(flag(name === status), { status: name });
    },
  );
  gauge("infomat_print_queue_jobs", "Tickets that are printed or wait for the printer", [], (set) =>
    set(probes.tickets().queued),
  );
  gauge("infomat_scanner_state", "1 for the scanner's state", ["state"], (set) => {
    const state = probes.scanner();
    for (const name of scannerStates) set(flag(name === state), { state: name });
  });

  gauge(
    "infomat_certificate_days_left",
    "Days until a certificate ends that the configuration names; below 0 once it has",
    ["setting"],
    (set) => {
      for (const { setting, notAfter } of probes.certificates())
        set((notAfter - probes.wallClock()) / 86_400_000, { setting });
    },
  );
  gauge("infomat_mail_queue_messages", "E-mails that wait; missing where none are sent", [], (set) => {
    const mail = probes.mail();
    if (mail) set(mail.waiting);
  });
  counter("infomat_mail_messages_total", "E-mails by how they ended", ["outcome"], (set) => {
    const mail = probes.mail();
    if (!mail) return;
    for (const outcome of ["accepted", "refused", "expired"] as const) set(mail[outcome], { outcome });
  });
}

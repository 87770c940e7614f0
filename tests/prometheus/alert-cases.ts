const kiosk = 'job="infomat",instance="kiosk-3:9740"';
const metric = (name: string, labels = ""): string => `${name}{${kiosk}${labels ? `,${labels}` : ""}}`;

/** One alert: the series that raise it, in promtool's notation, a value each minute. */
export type AlertCase = {
  readonly alert: string;
  readonly series: Readonly<Record<string, string>>;
  /** A time when it has not been raised yet, and one when it has, minutes. */
  readonly silentAt: number;
  readonly firingAt: number;
};

const events = (event: string): string => metric("infomat_log_events_total", `event="${event}"`);
const status = (name: string): string => metric("infomat_printer_status", `status="${name}"`);
const failures = (reason: string): string => metric("infomat_sign_in_failures_total", `reason="${reason}"`);
const single = (
  alert: string,
  series: string,
  values: string,
  silentAt: number,
  firingAt: number,
): AlertCase => ({ alert, series: { [series]: values }, silentAt, firingAt });

export const alertCases: readonly AlertCase[] = [
  single("InfomatDown", `up{${kiosk}}`, "1x4 0x20", 7, 9),
  {
    alert: "InfomatNotReady",
    series: { [metric("infomat_ready")]: "1x4 0x30", [metric("infomat_out_of_service")]: "0x40" },
    silentAt: 14,
    firingAt: 16,
  },
  single("InfomatOutOfServiceLong", metric("infomat_out_of_service"), "1x800", 700, 730),
  single("InfomatJournalClosed", metric("infomat_missing_part", 'part="JOURNAL_CLOSED"'), "0x4 1x20", 4, 7),
  single("InfomatScheduleOld", metric("infomat_mirror_age_seconds"), "20x4 1000x20", 9, 11),
  single("InfomatUnsettledLong", metric("infomat_unsettled_oldest_seconds"), "0x4 2000x20", 9, 11),
  single("InfomatReviewList", metric("infomat_review_list_entries", 'of="ticket"'), "0x4 2x60", 34, 36),
  single("InfomatPartialCommit", events("booking.partial-commit"), "0x9 1x20", 9, 12),
  single("InfomatPartialCommit", events("booking.change-partial-commit"), "0x9 1x20", 9, 12),
  single(
    "InfomatCertificateEnds",
    metric("infomat_certificate_days_left", 'setting="central.caFile"'),
    "60x4 20x90",
    60,
    67,
  ),
  single("InfomatPaperOut", status("paperOut"), "0x4 1x20", 5, 7),
  single("InfomatPaperLow", status("paperNearEnd"), "0x4 1x30", 14, 16),
  ...["coverOpen", "cutter", "jam", "overheated", "offline"].map((name) =>
    single("InfomatPrinterFault", status(name), "0x4 1x20", 9, 11),
  ),
  single("InfomatScannerAway", metric("infomat_scanner_state", 'state="away"'), "0x4 1x20", 9, 11),
  single("InfomatMailWaits", metric("infomat_mail_queue_messages"), "20x4 21x60", 34, 36),
  single("InfomatWindowLost", metric("infomat_windows_lost_total"), "0x9 2x5 6x20", 12, 18),
  single("InfomatRestarts", metric("process_start_time_seconds"), "1x9 2 3 4 5x5 6x5", 11, 20),
  {
    alert: "InfomatSignInsFail",
    series: { [failures("notFound")]: "0x9 10x20", [failures("throttled")]: "0x9 10x20" },
    silentAt: 9,
    firingAt: 13,
  },
  single("InfomatForeignRequests", events("http.foreign-request"), "0x9 1x20", 9, 12),
  single("InfomatForeignRequests", events("http.foreign-user"), "0x9 1x20", 9, 12),
  single("InfomatDiskFull", metric("infomat_disk_free_bytes"), "9e9x4 4e8x30", 14, 16),
  single("InfomatMemoryHigh", metric("process_resident_memory_bytes"), "2e8x4 7e8x60", 34, 36),
  single(
    "InfomatEventLoopLate",
    metric("infomat_event_loop_lag_seconds", 'statistic="p99"'),
    "0.01x4 0.6x40",
    19,
    21,
  ),
];

/** A kiosk out of service, or with one fault of its central API for a moment, wakes nobody. */
const quiet: AlertCase["series"] = {
  [`up{${kiosk}}`]: "1x4 0x1 1x60",
  [metric("infomat_ready")]: "1x4 0x60",
  [metric("infomat_out_of_service")]: "0x4 1x60",
  [metric("infomat_mirror_age_seconds")]: "30x60",
  [failures("notFound")]: "0+0.5x60",
  [failures("unanswered")]: "0+20x60",
  [metric("infomat_windows_lost_total")]: "0x9 1x50",
};

const firing = (minutes: number, alerts: readonly string[]) => ({
  expr: 'count by (alertname) (ALERTS{alertstate="firing"})',
  eval_time: `${minutes}m`,
  exp_samples: alerts.map((alertname) => ({ labels: `{alertname="${alertname}"}`, value: 1 })),
});
const seriesOf = (series: AlertCase["series"]) =>
  Object.entries(series).map(([name, values]) => ({ series: name, values }));

/** What `promtool test rules` reads (JSON is YAML): each alert alone is raised by its case, and none by a quiet kiosk. */
export const promtoolTests = (rulesFile: string) => ({
  rule_files: [rulesFile],
  evaluation_interval: "1m",
  tests: [
    ...alertCases.map(({ alert, series, silentAt, firingAt }) => ({
      name: alert,
      interval: "1m",
      input_series: seriesOf(series),
      promql_expr_test: [firing(silentAt, []), firing(firingAt, [alert])],
    })),
    {
      name: "quiet",
      interval: "1m",
      input_series: seriesOf(quiet),
      promql_expr_test: [10, 30, 60].map((minutes) => firing(minutes, [])),
    },
  ],
});

import { expect, test } from "vitest";
import { createActivity } from "#main/monitoring/activity.ts";
import { createMetrics } from "#main/monitoring/metrics.ts";
import { temporaryFolder, withCleanUp } from "#tests/support/kiosk.ts";
import { keptLog } from "#tests/support/log.ts";
import { samplesOf } from "./ask.ts";

test("a part that can't tell how it stands leaves its metrics out, and no others", () =>
  withCleanUp(async (later) => {
    const log = keptLog();
    let isBroken = true;
    const metrics = await createMetrics({
      activity: createActivity(),
      version: "1.0.0",
      dataDir: temporaryFolder(later),
      log,
      probes: {
        service: () => "open",
        central: () => ({ state: "never", reachable: false, progress: null }),
        booking: () => "open",
        journal: () => "open",
        window: () => "none",
        hasSession: () => false,
        hasStaffSession: () => false,
        operations: { inState: () => [], unreadable: () => [] },
        tickets() {
          if (isBroken) throw new Error("database disk image is malformed");
          return { queued: 2, forReview: 1 };
        },
        printer: () => "ready",
        scanner: () => "none",
        mail: () => null,
        now: () => 0,
        certificates: () => [],
        wallClock: () => 0,
      },
    });
    later(metrics.close);
    const broken = samplesOf(await metrics.text());
    expect(broken.has("infomat_print_queue_jobs")).toBe(false);
    expect(broken.has('infomat_review_list_entries{of="operation"}')).toBe(false);
    expect(broken.get('infomat_printer_status{status="ready"}')).toBe(1);
    expect(broken.get("infomat_unread_metrics")).toBe(2);
    expect(log.of("monitoring.metric-unread").map(({ metric }) => metric)).toEqual([
      "infomat_review_list_entries",
      "infomat_print_queue_jobs",
    ]);

    isBroken = false;
    const mended = samplesOf(await metrics.text());
    expect(mended.get("infomat_print_queue_jobs")).toBe(2);
    expect(mended.get('infomat_review_list_entries{of="ticket"}')).toBe(1);
    expect(mended.get("infomat_unread_metrics")).toBe(0);
  }));

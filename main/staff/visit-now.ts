import type { ReviewItem } from "#contract/booking/review-item.ts";
import { type Central, CentralError } from "#contract/central/central.ts";
import type { VisitNow } from "#contract/staff/review-procedures.ts";
import { statusOf } from "../booking/visit-details.ts";
import { logFault } from "../log/central-fault.ts";
import type { Log } from "../log/events.ts";
import type { ClinicTime } from "../time/clinic-time.ts";

/** What the central API holds at this moment of an entry of the review list. */
export type AskVisitNow = (item: ReviewItem) => Promise<VisitNow>;

export type VisitNowDeps = {
  readonly central: Pick<Central, "readVisit" | "visitByKey">;
  readonly time: Pick<ClinicTime, "dayAndTime">;
  readonly log: Log;
};

/** How long the central API is waited for, ms. */
const askTime = 10_000;

/** A booking is known by its key, also where its id was never learned; a change by the visit that it is of. */
export const askVisitNow =
  ({ central, time, log }: VisitNowDeps): AskVisitNow =>
  async ({ id, operation, visitId }) => {
    if (operation === null) return { state: "unknown" };
    const signal = AbortSignal.timeout(askTime);
    try {
      const visit =
        visitId === null ? await central.visitByKey(id, signal) : await central.readVisit(visitId, signal);
      const status = visit && statusOf(visit.status);
      if (!visit || !status) return { state: "none" };
      return { state: "visit", status, ...time.dayAndTime(visit.start) };
    } catch (error) {
      if (!(error instanceof CentralError)) throw error;
      logFault(log, error, ["staff.visit-unread", { fault: error.fault, code: error.code }]);
      return { state: "unknown" };
    }
  };

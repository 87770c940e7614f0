import type { ReviewItem } from "#contract/booking/review-item.ts";
import { type Central, CentralError } from "#contract/central/central.ts";
import type { VisitNow } from "#contract/staff/review-procedures.ts";
import type { ReviewList } from "../booking/review-list.ts";
import { statusOf } from "../booking/visit-details.ts";
import { logFault } from "../log/central-fault.ts";
import type { Log } from "../log/events.ts";
import type { ClinicTime } from "../time/clinic-time.ts";
import { callerOf, staffApi } from "./api.ts";

export type StaffReviewDeps = {
  readonly reviewList: ReviewList;
  readonly central: Pick<Central, "readVisit" | "visitByKey">;
  readonly time: Pick<ClinicTime, "dayAndTime">;
  readonly log: Log;
};

/** How long the central API is waited for, ms. */
const askTime = 10_000;

export function staffReviewProcedures({ reviewList, central, time, log }: StaffReviewDeps) {
  /** A booking is known by its key, also where its id was never learned; a change by the visit that it is of. */
  async function visitNow({ id, operation, visitId }: ReviewItem): Promise<VisitNow> {
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
      logFault(log, error, ["staff.visit-unread", { fault: error.fault, status: error.status }]);
      return { state: "unknown" };
    }
  }

  return {
    list: staffApi.review.list.handler(() => reviewList.list().toSorted((a, b) => a.since - b.since)),
    now: staffApi.review.now.handler(async ({ input, context, errors }) => {
      const item = reviewList.list().find(({ id }) => id === input.entryId);
      if (!item) throw errors.NOT_FOUND({ data: {} });
      if (item.visitId !== null) callerOf(context).about({ visit: item.visitId });
      return await visitNow(item);
    }),
    done: staffApi.review.done.handler(({ input, context, errors }) => {
      const call = callerOf(context);
      const item = reviewList.list().find(({ id }) => id === input.entryId);
      call.about({ detail: input.note, ...(item?.visitId ? { visit: item.visitId } : {}) });
      if (!reviewList.done(input.entryId)) throw errors.NOT_FOUND({ data: {} });
      return {};
    }),
  };
}

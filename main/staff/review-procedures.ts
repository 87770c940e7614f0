import type { ReviewList } from "../booking/review-list.ts";
import { callerOf, staffApi } from "./api.ts";
import type { AskVisitNow } from "./visit-now.ts";

export type StaffReviewDeps = {
  readonly reviewList: ReviewList;
  readonly visitNow: AskVisitNow;
};

export function staffReviewProcedures({ reviewList, visitNow }: StaffReviewDeps) {
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

import { useQuery } from "@tanstack/react-query";
import { CalendarX2, CircleCheck } from "lucide-react";
import type { ReviewItem } from "#contract/booking/review-item.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { PagedList } from "../../components/PagedList.tsx";
import { Row } from "../../components/Row.tsx";
import { clockDay, clockTime } from "../../format/dates.ts";
import { glued } from "../../format/glue.ts";
import { useCore } from "../../hooks/core.ts";
import { useQueryState } from "../../hooks/useQueryState.ts";
import { useTexts } from "../../i18n/index.ts";
import { useInfo } from "../../state/kiosk.ts";
import { StaffList } from "./StaffList.tsx";
import { StaffNav } from "./StaffNav.tsx";

/** What only people can settle, the oldest first. */
export function ReviewScreen() {
  const { t } = useTexts();
  const { staff } = useCore();
  const list = useQueryState(useQuery(staff.orpc.review.list.queryOptions({ input: {} })));
  return (
    <StepLayout
      title={t("staff.review.title")}
      sub={t("staff.review.listSub")}
      place={null}
      facts={false}
      nav={<StaffNav onBack={staff.act.back} />}
    >
      <StaffList list={list} icon={CircleCheck} empty={t("staff.review.empty")}>
        {(items) => (
          <PagedList
            label={t("staff.review.title")}
            items={items}
            keyOf={({ id }) => id}
            oneColumn
            rowUnits={{ tall: 13.6, wide: 12 }}
            render={(item) => <ReviewRow item={item} />}
          />
        )}
      </StaffList>
    </StepLayout>
  );
}

function ReviewRow({ item }: { readonly item: ReviewItem }) {
  const { t, language } = useTexts();
  const { staff } = useCore();
  const { timeZone } = useInfo();
  const { facts, operation, reason, since } = item;
  return (
    <Row
      badge={<CalendarX2 />}
      title={facts?.patient ?? t("staff.review.unreadable")}
      lines={
        <>
          {operation && <span>{t(`staff.review.operation.${operation}`)}</span>}
          <span>
            {glued(
              t("staff.review.since", {
                day: clockDay(since, timeZone, language),
                time: clockTime(since, timeZone),
              }),
            )}
          </span>
          <span className="mark warn">{t(`staff.review.short.${reason}`)}</span>
        </>
      }
      onPress={() => staff.act.go({ at: "entry", item })}
    />
  );
}

import { useQuery } from "@tanstack/react-query";
import { CalendarX2 } from "lucide-react";
import { useEffect, useState } from "react";
import type { Day } from "#contract/schedules/schedule.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { EmptyList } from "../../components/EmptyList.tsx";
import { Skeleton } from "../../components/Skeleton.tsx";
import { useCore } from "../../hooks/core.ts";
import { useQueryState } from "../../hooks/useQueryState.ts";
import { useTexts } from "../../i18n/index.ts";
import { useFlow } from "../../state/visit.ts";
import { DateGrid } from "./DateGrid.tsx";
import { NothingFree } from "./NothingFree.tsx";

export function DateStep() {
  const { t } = useTexts();
  const { orpc, act } = useCore();
  const { doctor, service, date } = useFlow().choices;
  const which = { scheduleId: doctor?.scheduleId ?? "", serviceId: service?.id ?? "" };
  const days = useQueryState(useQuery(orpc.schedule.days.queryOptions({ input: which })));
  // Keeps a grid mounted when its last free time goes, to avoid a layout shift under a touch.
  const [shown, setShown] = useState(false);
  const ready = days.state === "ready" ? days.value : null;
  const grid = ready !== null && (ready.nearest !== null || shown);
  useEffect(() => {
    if (grid) setShown(true);
  }, [grid]);
  if (ready !== null && !grid) return <NothingFree of="doctor" />;

  return (
    <StepLayout title={t("date.title")}>
      {days.state === "loading" && <Skeleton shape="cells" />}
      {days.state === "failed" && <EmptyList icon={CalendarX2} text={t("errors.NOT_FOUND.text")} />}
      {ready !== null && (
        <DateGrid
          days={ready.days}
          today={ready.today}
          nearest={ready.nearest}
          chosen={date ?? null}
          onChoose={(day: Day) => act.pick({ date: day.date })}
        />
      )}
    </StepLayout>
  );
}

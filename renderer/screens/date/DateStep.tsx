import { CalendarX2 } from "lucide-react";
import { useEffect, useState } from "react";
import type { Day } from "#contract/domain.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { EmptyList } from "../../components/EmptyList.tsx";
import { Skeleton } from "../../components/Skeleton.tsx";
import { useCore } from "../../hooks/core.ts";
import { useAsked, useScheduleChanges } from "../../hooks/useAsked.ts";
import { useTexts } from "../../i18n/index.ts";
import { useFlow } from "../../state/visit.ts";
import { DateGrid } from "./DateGrid.tsx";
import { NothingFree } from "./NothingFree.tsx";

export function DateStep() {
  const { t } = useTexts();
  const { api, act } = useCore();
  const { doctor, service, date } = useFlow().choices;
  const which = { scheduleId: doctor?.scheduleId ?? "", serviceId: service?.id ?? "" };
  const asked = useAsked(
    JSON.stringify(which),
    () => api.schedule.days(which),
    useScheduleChanges(which.scheduleId),
  );
  // A grid that was shown stays a grid, even when its last free time goes: the ground doesn't move under a finger.
  const [shown, setShown] = useState(false);
  const ready = asked.state === "ready" ? asked.value : null;
  const grid = ready !== null && (ready.nearest !== null || shown);
  useEffect(() => {
    if (grid) setShown(true);
  }, [grid]);
  if (ready !== null && !grid) return <NothingFree of="doctor" />;

  return (
    <StepLayout title={t("date.title")}>
      {asked.state === "loading" && <Skeleton shape="cells" />}
      {asked.state === "failed" && <EmptyList icon={CalendarX2} text={t("errors.NOT_FOUND.text")} />}
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

import { useQuery } from "@tanstack/react-query";
import { CalendarX2, Clock } from "lucide-react";
import { StepLayout } from "../../app/StepLayout.tsx";
import { EmptyList } from "../../components/EmptyList.tsx";
import { Notice } from "../../components/Notice.tsx";
import { Skeleton } from "../../components/Skeleton.tsx";
import { useCore } from "../../hooks/core.ts";
import { useQueryState } from "../../hooks/useQueryState.ts";
import { useTexts } from "../../i18n/index.ts";
import { helperOf, useSession } from "../../state/session.ts";
import { useFlow } from "../../state/visit.ts";
import { isGivenOut, TimeGrid } from "./TimeGrid.tsx";

export function TimeStep() {
  const { t } = useTexts();
  const { orpc, act } = useCore();
  const { doctor, service, date, slot } = useFlow().choices;
  const which = { scheduleId: doctor?.scheduleId ?? "", serviceId: service?.id ?? "", date: date ?? "" };
  const times = useQueryState(useQuery(orpc.schedule.times.queryOptions({ input: which })));
  const isHelped = useSession(helperOf) !== null;
  const cells = times.state === "ready" ? times.value : null;
  return (
    <StepLayout title={t("time.title")}>
      {times.state === "loading" && <Skeleton shape="cells" />}
      {(times.state === "failed" || cells?.length === 0) && (
        <EmptyList
          icon={CalendarX2}
          text={t(times.state === "failed" ? "errors.NOT_FOUND.text" : "time.empty")}
        />
      )}
      {cells && cells.length > 0 && (
        <>
          {cells.every((cell) => !isGivenOut(cell, isHelped)) && (
            <Notice icon={Clock} live>
              {t("time.noneLeft")}
            </Notice>
          )}
          <TimeGrid
            cells={cells}
            chosen={slot?.slotId ?? null}
            isHelped={isHelped}
            onChoose={({ slotId, time }) => act.pick({ slot: { slotId, time } })}
          />
        </>
      )}
    </StepLayout>
  );
}

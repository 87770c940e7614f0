import { useQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import type { KioskLogEvent } from "#contract/staff/kiosk-procedures.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { PagedList } from "../../components/PagedList.tsx";
import { clockDay, clockTime } from "../../format/dates.ts";
import { useCore } from "../../hooks/core.ts";
import { useQueryState } from "../../hooks/useQueryState.ts";
import { useTexts } from "../../i18n/index.ts";
import { useInfo } from "../../state/kiosk.ts";
import { StaffList } from "./StaffList.tsx";
import { StaffNav } from "./StaffNav.tsx";

/** The last warnings and errors of the log, as they stand there. */
export function EventsScreen() {
  const { t } = useTexts();
  const { staff } = useCore();
  const list = useQueryState(useQuery(staff.orpc.kiosk.events.queryOptions({ input: {} })));
  return (
    <StepLayout
      title={t("staff.events.title")}
      sub={t("staff.events.sub")}
      place={null}
      facts={false}
      nav={<StaffNav onBack={staff.act.back} />}
    >
      <StaffList list={list} icon={CircleCheck} empty={t("staff.events.empty")}>
        {(events) => (
          <PagedList
            label={t("staff.events.title")}
            items={events.map((event, place) => ({ ...event, place }))}
            keyOf={({ at, place }) => `${at} ${place}`}
            oneColumn
            rowUnits={{ tall: 9, wide: 8.4 }}
            render={(event) => <EventLine event={event} />}
          />
        )}
      </StaffList>
    </StepLayout>
  );
}

function EventLine({ event: { at, level, event, text } }: { readonly event: KioskLogEvent }) {
  const { t, language } = useTexts();
  const { timeZone } = useInfo();
  const when = t("staff.review.since", {
    day: clockDay(at, timeZone, language),
    time: clockTime(at, timeZone),
  });
  return (
    <div className={level === "error" ? "staff-event bad" : "staff-event"}>
      <span>
        <b>{when}</b> <code>{event}</code>
      </span>
      <span lang="en">{text}</span>
    </div>
  );
}

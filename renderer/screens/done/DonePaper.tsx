import { useQuery } from "@tanstack/react-query";
import type { Ticket } from "#contract/index.ts";
import { longDay } from "../../format/dates.ts";
import { useCore } from "../../hooks/core.ts";
import { useQueryState } from "../../hooks/useQueryState.ts";
import { useTexts } from "../../i18n/index.ts";

/** The ticket as it will be printed, small: what must be read stands beside it. Its number until the picture is there. */
export function DonePaper({ visit, isPrinting }: { readonly visit: Ticket; readonly isPrinting: boolean }) {
  const { t, language } = useTexts();
  const { orpc } = useCore();
  const preview = useQueryState(
    useQuery(orpc.ticket.preview.queryOptions({ input: { visitId: visit.visitId, language } })),
  );
  if (preview.state !== "ready") {
    return <div className="done-paper">{`${t("done.number")} ${visit.number}`}</div>;
  }
  const { png, width, height } = preview.value;
  return (
    <div className={`done-paper ${isPrinting ? "printing-now" : ""}`}>
      <img
        src={`data:image/png;base64,${png}`}
        width={width}
        height={height}
        alt={t("done.ticketAlt", {
          number: visit.number,
          doctor: visit.doctor.name,
          day: longDay(visit.date, language),
          time: visit.time,
          patient: visit.patient,
        })}
      />
    </div>
  );
}

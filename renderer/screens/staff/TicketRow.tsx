import { Ticket as TicketIcon } from "lucide-react";
import type { TicketEntry } from "#contract/staff/ticket-procedures.ts";
import type { Ticket } from "#contract/tickets/ticket.ts";
import { Row } from "../../components/Row.tsx";
import { nearDay } from "../../format/dates.ts";
import { glued } from "../../format/glue.ts";
import { useToday } from "../../hooks/useToday.ts";
import { useTexts } from "../../i18n/index.ts";

type TicketRowProps = {
  readonly ticket: Ticket;
  /** What became of it; left out where that isn't known here. */
  readonly paper?: TicketEntry["paper"];
  readonly onOpen: () => void;
};

/** A ticket in a list: whose, its number, with whom and when, and whether it came out. */
export function TicketRow({ ticket, paper, onOpen }: TicketRowProps) {
  const { t, language } = useTexts();
  const day = nearDay(ticket.date, useToday(), t, language);
  return (
    <Row
      badge={<TicketIcon />}
      title={ticket.patient || t("staff.tickets.nameless")}
      lines={
        <>
          <span>{glued(t("staff.tickets.number", { number: ticket.number }))}</span>
          <span>{glued(ticket.doctor.name)}</span>
          <span>{`${t("whenDay", { day })} ${ticket.time}`}</span>
          {paper && (
            <span className={paper === "printed" ? "mark good" : "mark warn"}>
              {t(`staff.tickets.paper.${paper}`)}
            </span>
          )}
        </>
      }
      onPress={onOpen}
    />
  );
}

import type { Ticket } from "#contract/tickets/ticket.ts";
import { longDay } from "../format/dates.ts";
import { glued } from "../format/glue.ts";
import type { LobbySeen } from "./lobby.ts";
import { useCounterTexts } from "./messages.ts";
import { PrintKeys } from "./PrintKeys.tsx";
import { useFocusedHeading } from "./useFocusedHeading.ts";

type TicketPaneProps = { readonly seen: LobbySeen; readonly kiosk: string; readonly ticket: Ticket };

/** A ticket, and the keys that print it again. */
export function TicketPane({ seen, kiosk, ticket }: TicketPaneProps) {
  const { t, language } = useCounterTexts();
  const heading = useFocusedHeading(ticket.visitId);
  const known = seen.tickets.find(
    (one) => one.kiosk.id === kiosk && one.entry.ticket.visitId === ticket.visitId,
  );
  const name = seen.lobby?.kiosks.find(({ id }) => id === kiosk)?.name ?? "";
  return (
    <>
      <h2 ref={heading} tabIndex={-1}>
        {glued(t("screens:staff.tickets.number", { number: ticket.number }))}
      </h2>
      <p className="work-fact">{ticket.patient || t("screens:staff.tickets.nameless")}</p>
      <p className="work-fact">
        {t("screens:visits.when", { day: longDay(ticket.date, language), time: ticket.time })}
      </p>
      <p>
        {glued([ticket.doctor.name, ticket.doctor.position, ticket.room].filter(Boolean).join(", "))}
        <br />
        {[ticket.clinic, ticket.branch].filter(Boolean).join(", ")}
      </p>
      <p className="work-from">
        {known ? `${name}: ${t(`screens:staff.tickets.paper.${known.entry.paper}`)}` : name}
      </p>
      <PrintKeys seen={seen} kiosk={kiosk} />
    </>
  );
}

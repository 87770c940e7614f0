import type { Ticket } from "#contract/tickets/ticket.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { PagedList } from "../../components/PagedList.tsx";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { StaffNav } from "./StaffNav.tsx";
import { TicketRow } from "./TicketRow.tsx";

/** Several tickets of one patient, or of one number. */
export function FoundScreen({ tickets }: { readonly tickets: readonly Ticket[] }) {
  const { t } = useTexts();
  const { staff } = useCore();
  return (
    <StepLayout
      title={t("staff.tickets.found")}
      place={null}
      facts={false}
      nav={<StaffNav onBack={staff.act.back} />}
    >
      <PagedList
        label={t("staff.tickets.found")}
        items={tickets}
        keyOf={({ visitId, date, time }) => `${visitId} ${date} ${time}`}
        oneColumn
        rowUnits={{ tall: 13.6, wide: 12 }}
        render={(ticket) => (
          <TicketRow
            ticket={ticket}
            onOpen={() => staff.act.openTicket(ticket, { at: "found", tickets, from: { at: "tickets" } })}
          />
        )}
      />
    </StepLayout>
  );
}

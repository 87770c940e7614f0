import { useQuery } from "@tanstack/react-query";
import { Hash, TicketX } from "lucide-react";
import { StepLayout } from "../../app/StepLayout.tsx";
import { Key } from "../../components/Key.tsx";
import { PagedList } from "../../components/PagedList.tsx";
import { useCore } from "../../hooks/core.ts";
import { useQueryState } from "../../hooks/useQueryState.ts";
import { useTexts } from "../../i18n/index.ts";
import { useStaff } from "../../state/staff.ts";
import { StaffList } from "./StaffList.tsx";
import { StaffNav } from "./StaffNav.tsx";
import { StaffRefusal } from "./StaffRefusal.tsx";
import { TicketRow } from "./TicketRow.tsx";

/** Today's tickets, and the other ways to one: the scanner, or its number. */
export function TicketsScreen() {
  const { t } = useTexts();
  const { staff } = useCore();
  const list = useQueryState(useQuery(staff.orpc.tickets.today.queryOptions({ input: {} })));
  const refused = useStaff((state) => state.refused);
  return (
    <StepLayout
      title={t("staff.tickets.title")}
      sub={t("staff.tickets.scan")}
      place={null}
      facts={false}
      nav={
        <StaffNav
          onBack={staff.act.back}
          action={
            <Key tone="primary" icon={Hash} onPress={() => staff.act.go({ at: "number" })}>
              {t("staff.tickets.byNumber")}
            </Key>
          }
        />
      }
    >
      <StaffList list={list} icon={TicketX} empty={t("staff.tickets.empty")}>
        {(entries) => (
          <PagedList
            label={t("staff.tickets.title")}
            items={entries}
            keyOf={({ ticket }) => `${ticket.visitId} ${ticket.date} ${ticket.time}`}
            oneColumn
            rowUnits={{ tall: 13.6, wide: 12 }}
            render={({ ticket, paper }) => (
              <TicketRow
                ticket={ticket}
                paper={paper}
                onOpen={() => staff.act.openTicket(ticket, { at: "tickets" })}
              />
            )}
          />
        )}
      </StaffList>
      {refused && <StaffRefusal failure={refused} onClose={staff.act.forgetRefusal} />}
    </StepLayout>
  );
}

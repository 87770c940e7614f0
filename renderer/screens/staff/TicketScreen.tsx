import { useQuery } from "@tanstack/react-query";
import { Check, Printer, X } from "lucide-react";
import type { Ticket } from "#contract/tickets/ticket.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { Key } from "../../components/Key.tsx";
import { longDay } from "../../format/dates.ts";
import { glued } from "../../format/glue.ts";
import { useCore } from "../../hooks/core.ts";
import { useQueryState } from "../../hooks/useQueryState.ts";
import { useTexts } from "../../i18n/index.ts";
import { useStaff } from "../../state/staff.ts";
import { StaffNav } from "./StaffNav.tsx";
import { StaffPrinting } from "./StaffPrinting.tsx";
import { StaffRefusal } from "./StaffRefusal.tsx";

/** A ticket as it will be printed, and the key that prints it as a copy. */
export function TicketScreen({ ticket }: { readonly ticket: Ticket }) {
  const { t, language } = useTexts();
  const { staff } = useCore();
  const { printing, refused } = useStaff();
  const day = longDay(ticket.date, language);
  const input = { visitId: ticket.visitId, language };
  const preview = useQueryState(useQuery(staff.orpc.tickets.preview.queryOptions({ input })));
  return (
    <StepLayout
      title={glued(t("staff.tickets.number", { number: ticket.number }))}
      sub={t("visits.when", { day, time: ticket.time })}
      place={null}
      facts={false}
      aside={
        <div className="staff-paper">
          {preview.state === "ready" && (
            <img
              src={`data:image/png;base64,${preview.value.png}`}
              width={preview.value.width}
              height={preview.value.height}
              alt={t("done.ticketAlt", {
                number: ticket.number,
                doctor: ticket.doctor.name,
                day,
                time: ticket.time,
                patient: ticket.patient,
              })}
            />
          )}
        </div>
      }
      nav={
        <StaffNav
          onBack={staff.act.back}
          action={
            printing.state !== "asked" && (
              <Key
                tone="primary"
                icon={Printer}
                disabled={printing.state === "printing"}
                onPress={() => void staff.act.print(ticket)}
              >
                {t("staff.tickets.print")}
              </Key>
            )
          }
        />
      }
    >
      <p className="staff-fact">{ticket.patient || t("staff.tickets.nameless")}</p>
      <p className="staff-fact">
        {glued([ticket.doctor.name, ticket.doctor.position].filter(Boolean).join(", "))}
      </p>
      <StaffPrinting printing={printing} />
      {printing.state === "asked" && (
        <div className="staff-keys">
          <Key tone="primary" icon={Check} onPress={() => void staff.act.cameOut(ticket, true)}>
            {t("staff.printing.yes")}
          </Key>
          <Key icon={X} onPress={() => void staff.act.cameOut(ticket, false)}>
            {t("printing.no")}
          </Key>
        </div>
      )}
      {refused && <StaffRefusal failure={refused} onClose={staff.act.forgetRefusal} />}
    </StepLayout>
  );
}

import { CalendarX2, TicketCheck, TicketX } from "lucide-react";
import type { ReactNode } from "react";
import { foldedName } from "#contract/patients/person.ts";
import type { Ticket } from "#contract/tickets/ticket.ts";
import { shortDay } from "../format/dates.ts";
import { useCounter } from "./core.ts";
import { type EntryOfKiosk, type LobbySeen, openTickets, type TicketOfKiosk } from "./lobby.ts";
import { useCounterTexts } from "./messages.ts";
import { useCounterState } from "./state.ts";
import "./work-lists.css";

/** Rows that a list shows at most; the search narrows it. */
const mostRows = 60;

/** Tickets that didn't come out and operations to settle; while something is searched for, what fits. */
export function WorkLists({ seen }: { readonly seen: LobbySeen }) {
  const { t } = useCounterTexts();
  const search = useCounterState((state) => state.search.trim());
  const ofPatient = useCounterState((state) => state.ofPatient);
  const { tickets, entries } = seen;
  if (search !== "") {
    const found = tickets.filter((one) => fits(search, one));
    return (
      <div className="work-lists">
        <WorkList title={t("lists.found")} count={found.length} empty={t("lists.foundNone")}>
          {found.slice(0, mostRows).map((one) => (
            <TicketLine key={keyOf(one)} kiosk={one.kiosk.id} ticket={one.entry.ticket} printed={one} />
          ))}
        </WorkList>
      </div>
    );
  }
  if (ofPatient !== null) {
    const { kiosk } = ofPatient;
    return (
      <div className="work-lists">
        <WorkList
          title={t("lists.ofPatient")}
          count={ofPatient.tickets.length}
          empty={t("lists.ofPatientNone")}
        >
          {ofPatient.tickets.map((ticket) => (
            <TicketLine
              key={ticket.visitId}
              kiosk={kiosk}
              ticket={ticket}
              printed={printedOf(ticket, tickets)}
            />
          ))}
        </WorkList>
      </div>
    );
  }
  const open = openTickets(seen);
  return (
    <div className="work-lists">
      <WorkList title={t("lists.tickets")} count={open.length} empty={t("lists.ticketsNone")}>
        {open.slice(0, mostRows).map((one) => (
          <TicketLine key={keyOf(one)} kiosk={one.kiosk.id} ticket={one.entry.ticket} printed={one} />
        ))}
      </WorkList>
      <WorkList title={t("lists.entries")} count={entries.length} empty={t("screens:staff.review.empty")}>
        {entries.slice(0, mostRows).map((one) => (
          <EntryLine key={`${one.kiosk.id} ${one.item.id}`} {...one} />
        ))}
      </WorkList>
    </div>
  );
}

const keyOf = ({ kiosk, entry: { ticket } }: TicketOfKiosk): string =>
  [kiosk.id, ticket.visitId, ticket.date, ticket.time].join(" ");

/** By the number, with or without leading zeros, or by the beginnings of the patient's names. */
function fits(search: string, { entry: { ticket } }: TicketOfKiosk): boolean {
  const plain = (number: string): string => number.replace(/^0+/, "");
  if (/^\d+$/.test(search)) return plain(ticket.number).startsWith(plain(search));
  const names = foldedName(ticket.patient).split(/\s+/);
  return foldedName(search)
    .split(/\s+/)
    .every((part) => names.some((name) => name.startsWith(part)));
}

type WorkListProps = {
  readonly title: string;
  readonly count: number;
  readonly empty: string;
  readonly children: ReactNode;
};

function WorkList({ title, count, empty, children }: WorkListProps) {
  return (
    <section className="work-list">
      <h2>
        {title} <span className="work-count">{count}</span>
      </h2>
      {count === 0 ? <p className="work-empty">{empty}</p> : <ul>{children}</ul>}
    </section>
  );
}

/** What the lobby's kiosks know of a ticket's paper; null: nothing within their hours. */
const printedOf = ({ visitId }: Ticket, tickets: readonly TicketOfKiosk[]): TicketOfKiosk | null =>
  tickets.find(({ entry }) => entry.ticket.visitId === visitId) ?? null;

type TicketLineProps = {
  /** Whom to ask about it. */
  readonly kiosk: string;
  readonly ticket: Ticket;
  readonly printed: TicketOfKiosk | null;
};

function TicketLine({ kiosk, ticket, printed }: TicketLineProps) {
  const { t, language } = useCounterTexts();
  const { act } = useCounter();
  const opened = useCounterState((state) => state.opened);
  const isOpen = opened?.kind === "ticket" && opened.ticket.visitId === ticket.visitId;
  const Icon = printed === null || printed.entry.paper === "printed" ? TicketCheck : TicketX;
  return (
    <li>
      <button
        type="button"
        className="work-row"
        data-row
        aria-current={isOpen}
        onClick={() => act.open({ kind: "ticket", kiosk: printed?.kiosk.id ?? kiosk, ticket })}
      >
        <Icon aria-hidden />
        <b>{t("screens:staff.tickets.number", { number: ticket.number })}</b>
        <span className="work-main">{ticket.patient || t("screens:staff.tickets.nameless")}</span>
        <span className="work-when">{[shortDay(ticket.date, language), ticket.time].join(", ")}</span>
        {printed && (
          <>
            <span className="work-mark" data-paper={printed.entry.paper}>
              {t(`screens:staff.tickets.paper.${printed.entry.paper}`)}
            </span>
            <span className="work-from">{[printed.kiosk.name, printed.entry.at.time].join(", ")}</span>
          </>
        )}
      </button>
    </li>
  );
}

function EntryLine({ kiosk, item }: EntryOfKiosk) {
  const { t, language } = useCounterTexts();
  const { act } = useCounter();
  const opened = useCounterState((state) => state.opened);
  const { facts, operation, reason } = item;
  return (
    <li>
      <button
        type="button"
        className="work-row"
        data-row
        aria-current={opened?.kind === "entry" && opened.item.id === item.id}
        onClick={() => act.open({ kind: "entry", kiosk: kiosk.id, item })}
      >
        <CalendarX2 aria-hidden />
        <b>
          {t(operation ? `screens:staff.review.operation.${operation}` : "screens:staff.review.unreadable")}
        </b>
        <span className="work-main">{facts?.patient ?? ""}</span>
        <span className="work-when">{facts ? `${shortDay(facts.date, language)}, ${facts.time}` : ""}</span>
        <span className="work-mark" data-paper="unknown">
          {t(`screens:staff.review.short.${reason}`)}
        </span>
        <span className="work-from">{kiosk.name}</span>
      </button>
    </li>
  );
}

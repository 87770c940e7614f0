import { CircleAlert, CircleCheck } from "lucide-react";
import { useEffect, useLayoutEffect } from "react";
import { Notice } from "../components/Notice.tsx";
import { useCounter } from "./core.ts";
import { EntryPane } from "./EntryPane.tsx";
import { searchFailureText } from "./failure-text.ts";
import { focusSearch, isTyping, moveAlongRows } from "./keys.ts";
import { type LobbySeen, openTickets } from "./lobby.ts";
import { useCounterTexts } from "./messages.ts";
import { PolicyForm } from "./PolicyForm.tsx";
import { useCounterState } from "./state.ts";
import { TicketPane } from "./TicketPane.tsx";
import { WorkLists } from "./WorkLists.tsx";
import "./workplace.css";

/** What waits, and what is open of it. All of it can be done by the keyboard alone, and what has changed is read out. */
export function Workplace({ seen }: { readonly seen: LobbySeen }) {
  const { t } = useCounterTexts();
  const { act } = useCounter();
  const { opened, refused, outcome, policy } = useCounterState();
  const isOpen = opened !== null || policy !== null;
  // What was open has gone, and the focus with it. Before the lists are painted: a key that is pressed at their sight
  // finds the focus where it will be.
  useLayoutEffect(() => {
    if (!isOpen) focusSearch();
  }, [isOpen]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
      const arrow = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : null;
      if (arrow !== null && moveAlongRows(arrow)) event.preventDefault();
      else if (event.key === "Escape") {
        act.open(null);
        act.search("");
        focusSearch();
      } else if (event.key === "/" && !isTyping()) {
        event.preventDefault();
        focusSearch();
      } else if (event.code === "KeyP" && !isTyping()) {
        // By its place: with Russian letters it types another one. From a row of the lists it is of that row.
        const row = document.activeElement?.closest<HTMLElement>("[data-row]");
        row?.click();
        requestAnimationFrame(() => document.querySelector<HTMLElement>(".print-key")?.click());
      }
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [act]);
  return (
    <main className="workplace">
      <p className="hidden-text" role="status">
        {[
          `${t("lists.tickets")}: ${openTickets(seen).length}`,
          `${t("lists.entries")}: ${seen.entries.length}`,
        ].join("; ")}
      </p>
      <WorkLists seen={seen} />
      <section className="work-pane" aria-label={t("pane")} data-pane>
        {refused && (
          <Notice icon={CircleAlert} tone="warn" live>
            {searchFailureText(refused, t)}
          </Notice>
        )}
        {opened === null && outcome.state === "settled" && (
          <Notice icon={CircleCheck} tone="info" live>
            {t("entry.settled")}
          </Notice>
        )}
        {policy !== null && <PolicyForm key={policy} seen={seen} policy={policy} />}
        {!isOpen && <p className="work-hint">{t("paneHint")}</p>}
        {opened?.kind === "ticket" && <TicketPane seen={seen} kiosk={opened.kiosk} ticket={opened.ticket} />}
        {opened?.kind === "entry" && <EntryPane seen={seen} kiosk={opened.kiosk} item={opened.item} />}
      </section>
    </main>
  );
}

import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleHelp } from "lucide-react";
import type { ReviewItem } from "#contract/booking/review-item.ts";
import { reviewNotes, type VisitNow } from "#contract/staff/review-procedures.ts";
import { Key } from "../components/Key.tsx";
import { Notice } from "../components/Notice.tsx";
import { clockDay, clockTime, longDay } from "../format/dates.ts";
import { glued } from "../format/glue.ts";
import { type QueryState, useQueryState } from "../hooks/useQueryState.ts";
import type { Language } from "../i18n/languages.ts";
import { useCounter } from "./core.ts";
import type { LobbySeen } from "./lobby.ts";
import { type CounterTexts, useCounterTexts } from "./messages.ts";
import { PrintKeys } from "./PrintKeys.tsx";
import { useCounterState } from "./state.ts";
import { useFocusedHeading } from "./useFocusedHeading.ts";

type EntryPaneProps = { readonly seen: LobbySeen; readonly kiosk: string; readonly item: ReviewItem };

/** An operation to settle: what happened, what the central API holds now, what to do, and the word that it was done. */
export function EntryPane({ seen, kiosk, item }: EntryPaneProps) {
  const { t, language } = useCounterTexts();
  const { api, act } = useCounter();
  const { worker, outcome } = useCounterState();
  const { id, facts, operation, phone, reason, since, visitId } = item;
  const heading = useFocusedHeading(id);
  const now = useQueryState(
    useQuery({
      queryKey: ["personal", worker, "now", kiosk, id],
      queryFn: ({ signal }) => api.review.now({ kiosk, entryId: id }, { signal }),
    }),
  );
  const zone = seen.lobby?.kiosks.find((one) => one.id === kiosk)?.state?.timeZone ?? "Europe/Moscow";
  const told = [
    facts?.patient,
    facts?.doctor.name,
    facts && t("screens:staff.tickets.number", { number: facts.number }),
    phone && t("screens:staff.review.phone", { phone }),
  ].filter(Boolean);
  return (
    <>
      <h2 ref={heading} tabIndex={-1}>
        {t(operation ? `screens:staff.review.operation.${operation}` : "screens:staff.review.unreadable")}
        {facts && `: ${t("screens:visits.when", { day: longDay(facts.date, language), time: facts.time })}`}
      </h2>
      {told.length > 0 && <p className="work-fact">{glued(told.join(" · "))}</p>}
      <p className="work-from">
        {t("screens:staff.review.since", {
          day: clockDay(since, zone, language),
          time: clockTime(since, zone),
        })}
      </p>
      <p>
        <b>{t("screens:staff.review.happened")}</b> {t(`screens:staff.review.reason.${reason}`)}
      </p>
      <Notice icon={now.state === "ready" ? CircleCheck : CircleHelp} tone="info" live>
        <b>{t("screens:staff.review.nowTitle")}</b> {nowText(now, t, language)}
      </Notice>
      <p>
        <b>{t("screens:staff.review.toDo")}</b> {t(`screens:staff.review.advice.${reason}`)}
      </p>
      {visitId !== null && <PrintKeys seen={seen} kiosk={kiosk} />}
      <h3>{t("screens:staff.review.whatDone")}</h3>
      <div className="note-keys">
        {reviewNotes.map((note) => (
          <Key key={note} disabled={outcome.state === "working"} onPress={() => void act.settle(note)}>
            {t(`screens:staff.review.note.${note}`)}
          </Key>
        ))}
      </div>
    </>
  );
}

function nowText(now: QueryState<VisitNow>, t: CounterTexts, language: Language): string {
  if (now.state === "loading") return t("screens:loading.central");
  if (now.state === "failed" || now.value.state === "unknown") return t("screens:staff.review.now.unknown");
  if (now.value.state === "none") return t("screens:staff.review.now.none");
  const { status, date, time } = now.value;
  const when = t("screens:visits.when", { day: longDay(date, language), time });
  return t("screens:staff.review.now.visit", { when, status: t(`screens:staff.review.status.${status}`) });
}

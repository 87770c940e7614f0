import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleHelp } from "lucide-react";
import type { ReviewItem } from "#contract/booking/review-item.ts";
import { reviewNotes, type VisitNow } from "#contract/staff/review-procedures.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { Key } from "../../components/Key.tsx";
import { Notice } from "../../components/Notice.tsx";
import { longDay } from "../../format/dates.ts";
import { glued } from "../../format/glue.ts";
import { useCore } from "../../hooks/core.ts";
import { type QueryState, useQueryState } from "../../hooks/useQueryState.ts";
import { type Language, useTexts } from "../../i18n/index.ts";
import type { Texts } from "../../i18n/messages.ts";
import { useStaff } from "../../state/staff.ts";
import { StaffNav } from "./StaffNav.tsx";
import { StaffRefusal } from "./StaffRefusal.tsx";

/** One entry: what happened, what the central API holds now, what to do, and the word that it was done. */
export function EntryScreen({ item }: { readonly item: ReviewItem }) {
  const { t, language } = useTexts();
  const { staff } = useCore();
  const { isAsking, refused } = useStaff();
  const { id, facts, phone, reason } = item;
  const now = useQueryState(useQuery(staff.orpc.review.now.queryOptions({ input: { entryId: id } })));
  return (
    <StepLayout
      title={t(item.operation ? `staff.review.operation.${item.operation}` : "staff.review.unreadable")}
      {...(facts && { sub: t("visits.when", { day: longDay(facts.date, language), time: facts.time }) })}
      place={null}
      facts={false}
      under
      nav={<StaffNav onBack={staff.act.back} />}
      aside={
        <div className="staff-notes">
          <h2>{t("staff.review.whatDone")}</h2>
          <div className="staff-keys">
            {reviewNotes.map((note) => (
              <Key key={note} disabled={isAsking} onPress={() => void staff.act.settle(id, note)}>
                {t(`staff.review.note.${note}`)}
              </Key>
            ))}
          </div>
        </div>
      }
    >
      {facts && (
        <p className="staff-fact">
          {glued(
            [
              facts.patient,
              facts.doctor.name,
              t("staff.tickets.number", { number: facts.number }),
              phone && t("staff.review.phone", { phone }),
            ]
              .filter(Boolean)
              .join(" · "),
          )}
        </p>
      )}
      <p className="staff-text">
        <b>{t("staff.review.happened")}</b> {t(`staff.review.reason.${reason}`)}
      </p>
      <Notice icon={now.state === "ready" ? CircleCheck : CircleHelp} tone="info" live>
        <b>{t("staff.review.nowTitle")}</b> {nowText(now, t, language)}
      </Notice>
      <p className="staff-text">
        <b>{t("staff.review.toDo")}</b> {t(`staff.review.advice.${reason}`)}
      </p>
      {refused && <StaffRefusal failure={refused} onClose={staff.act.forgetRefusal} />}
    </StepLayout>
  );
}

function nowText(now: QueryState<VisitNow>, t: Texts, language: Language): string {
  if (now.state === "loading") return t("loading.central");
  if (now.state === "failed" || now.value.state === "unknown") return t("staff.review.now.unknown");
  if (now.value.state === "none") return t("staff.review.now.none");
  const { status, date, time } = now.value;
  const when = t("visits.when", { day: longDay(date, language), time });
  return t("staff.review.now.visit", { when, status: t(`staff.review.status.${status}`) });
}

import { Hand } from "lucide-react";
import { useEffect, useState } from "react";
import type { Offer } from "#contract/schedules/schedule.ts";
import { ask } from "../../api/failures.ts";
import { Dialog } from "../../components/Dialog.tsx";
import { Key } from "../../components/Key.tsx";
import { OfferKeys } from "../../components/OfferKeys.tsx";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { type ChosenTime, chosenTime } from "../../state/chosen-time.ts";
import { isBusy, useFlow, useVisit } from "../../state/visit.ts";
import "./lost-time.css";

/** Between two questions, ms. */
const pause = 10_000;
const mostOffers = 4;

/**
 * Asks after the chosen time as long as its patient reads and types: on entering each step behind it, and every ten
 * seconds. When it is lost, that is said over the step, which keeps what was typed.
 */
export function TimeWatch() {
  const flow = useFlow();
  const { booking, moving } = useVisit();
  const chosen = chosenTime(flow);
  const isBehind = flow.order.indexOf(flow.at) > flow.order.indexOf("time");
  const isOpen = flow.choices.visit === undefined && (flow.at !== "done" || moving !== null);
  if (!chosen || !isBehind || !isOpen || isBusy(booking) || booking.state === "failed") return null;
  return <Watching key={`${chosen.scheduleId} ${chosen.slotId}`} chosen={chosen} step={flow.at} />;
}

function Watching({ chosen, step }: { readonly chosen: ChosenTime; readonly step: string }) {
  const { api } = useCore();
  const [nearest, setNearest] = useState<readonly Offer[] | null>(null);
  const isLost = nearest !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the component is another one for another time.
  useEffect(() => {
    if (isLost) return;
    let wanted = true;
    const askAgain = async (): Promise<void> => {
      const answer = await ask(api.booking.watch(chosen));
      // Whatever else is wrong is told where it matters: by the stream of events, and by the booking itself.
      if (wanted && answer.ok && answer.value.state === "lost") setNearest(answer.value.nearest);
    };
    void askAgain();
    const timer = setInterval(() => void askAgain(), pause);
    return () => {
      wanted = false;
      clearInterval(timer);
    };
  }, [api, step, isLost]);
  return nearest && <LostDialog time={chosen.at?.time ?? ""} offers={nearest.slice(0, mostOffers)} />;
}

/** The time is gone: the nearest others, and the ways back. */
function LostDialog({ time, offers }: { readonly time: string; readonly offers: readonly Offer[] }) {
  const { t } = useTexts();
  const { act } = useCore();
  return (
    <Dialog
      className="lost-time"
      title={t("errors.SLOT_TAKEN.title", { time })}
      lead={<Hand aria-hidden />}
      actions={
        <>
          <Key onPress={() => act.goTo("date")}>{t("booking.otherDate")}</Key>
          <Key command="back" onPress={() => act.goTo("time")}>
            {t("booking.otherTime")}
          </Key>
        </>
      }
    >
      <p role="status">{t(offers.length > 0 ? "booking.lostText" : "errors.SLOT_TAKEN.noneText")}</p>
      <OfferKeys offers={offers} onChoose={act.takeInstead} />
    </Dialog>
  );
}

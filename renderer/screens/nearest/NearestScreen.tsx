import { useQuery } from "@tanstack/react-query";
import { CalendarX2 } from "lucide-react";
import type { Offer } from "#contract/schedules/schedule.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { LocalList } from "../../components/LocalList.tsx";
import { PagedList } from "../../components/PagedList.tsx";
import { addDays, capital, longDay, nearDay } from "../../format/dates.ts";
import { glued } from "../../format/glue.ts";
import { useCore } from "../../hooks/core.ts";
import { useQueryState } from "../../hooks/useQueryState.ts";
import { useToday } from "../../hooks/useToday.ts";
import { useTexts } from "../../i18n/index.ts";
import type { Language } from "../../i18n/languages.ts";
import type { Texts } from "../../i18n/messages.ts";
import { useFlow } from "../../state/visit.ts";
import "../doctor/doctor.css";

const longest = 20;
/** Heights of a key: when, with whom and where, one under the other. */
const rowUnits = { tall: 13.6, wide: 11.4 };

/** The nearest times of all doctors of the chosen service, by day. One that goes leaves the list in place. */
export function NearestScreen() {
  const { t, language } = useTexts();
  const today = useToday();
  const { orpc, act } = useCore();
  const { branch, service } = useFlow().choices;
  const where = { branchId: branch?.id ?? "", serviceId: service?.id ?? "" };
  const offers = useQueryState(
    useQuery(
      orpc.schedule.nearest.queryOptions({
        input: { ...where, limit: longest },
        meta: { ofAllSchedules: true },
      }),
    ),
  );
  const doctors = useQueryState(useQuery(orpc.catalog.doctors.queryOptions({ input: where })));
  const doctorOf = (offer: Offer) =>
    doctors.state === "ready"
      ? doctors.value.find(({ scheduleId }) => scheduleId === offer.scheduleId)
      : undefined;
  return (
    <StepLayout title={t("nearestList.title")} sub={t("nearestList.sub")}>
      <LocalList list={offers} icon={CalendarX2} empty={t("nothingFree.later")}>
        {(offers) => (
          <PagedList
            label={t("nearestList.title")}
            items={offers}
            keyOf={(offer) => offer.slotId}
            groupOf={(offer) => dayHeading(offer.date, today, t, language)}
            leastWidth={12}
            rowUnits={rowUnits}
            render={(offer) => (
              <OfferKey
                offer={offer}
                doctor={doctorOf(offer)?.shortName ?? offer.doctor}
                onPress={() => act.pickOffer(offer, doctorOf(offer))}
              />
            )}
          />
        )}
      </LocalList>
    </StepLayout>
  );
}

type OfferKeyProps = { readonly offer: Offer; readonly doctor: string; readonly onPress: () => void };

function OfferKey({ offer, doctor, onPress }: OfferKeyProps) {
  const { t, language } = useTexts();
  const day = capital(nearDay(offer.date, useToday(), t, language), language);
  return (
    <button type="button" className="time-key offer-key" onClick={onPress}>
      <span className="hidden-text">{t("visits.when", { day, time: offer.time })}</span>
      <b aria-hidden>{offer.time}</b>
      <span>{glued(doctor)}</span>
      {offer.room && <span>{glued(t("room", { room: offer.room }))}</span>}
    </button>
  );
}

/** «Сегодня», «Завтра», «Понедельник, 23 ноября» */
function dayHeading(date: string, today: string, t: Texts, language: Language): string {
  const day = date <= addDays(today, 1) ? nearDay(date, today, t, language) : longDay(date, language);
  return capital(day, language);
}

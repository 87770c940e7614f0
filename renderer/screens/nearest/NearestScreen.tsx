import { useQuery } from "@tanstack/react-query";
import { CalendarX2, Clock } from "lucide-react";
import type { Offer } from "#contract/schedules/schedule.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { LocalList } from "../../components/LocalList.tsx";
import { PagedList } from "../../components/PagedList.tsx";
import { Row } from "../../components/Row.tsx";
import { capital, nearDay } from "../../format/dates.ts";
import { useCore } from "../../hooks/core.ts";
import { useQueryState } from "../../hooks/useQueryState.ts";
import { useToday } from "../../hooks/useToday.ts";
import { useTexts } from "../../i18n/index.ts";
import { useFlow } from "../../state/visit.ts";

const longest = 20;

/** The nearest times of all doctors of the chosen service. One that goes leaves the list in place. */
export function NearestScreen() {
  const { t } = useTexts();
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
            render={(offer) => (
              <OfferRow
                offer={offer}
                doctor={doctorOf(offer)?.name ?? offer.doctor}
                onPress={() => act.pickOffer(offer, doctorOf(offer))}
              />
            )}
          />
        )}
      </LocalList>
    </StepLayout>
  );
}

type OfferRowProps = { readonly offer: Offer; readonly doctor: string; readonly onPress: () => void };

function OfferRow({ offer, doctor, onPress }: OfferRowProps) {
  const { t, language } = useTexts();
  const day = nearDay(offer.date, useToday(), t, language);
  return (
    <Row
      badge={<Clock />}
      tone="free"
      title={capital(t("visits.when", { day, time: offer.time }), language)}
      lines={[doctor, offer.room && t("room", { room: offer.room })].filter(Boolean).join(" · ")}
      onPress={onPress}
    />
  );
}

import { CalendarX2, Clock } from "lucide-react";
import type { Offer } from "#contract/domain.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { Choosing } from "../../components/Choosing.tsx";
import { PagedList } from "../../components/PagedList.tsx";
import { Row } from "../../components/Row.tsx";
import { capital, nearDay } from "../../format/dates.ts";
import { useCore } from "../../hooks/core.ts";
import { useAsked, useCatalogChanges } from "../../hooks/useAsked.ts";
import { useToday } from "../../hooks/useToday.ts";
import { useTexts } from "../../i18n/index.ts";
import { useKiosk } from "../../state/kiosk.ts";
import { useFlow } from "../../state/visit.ts";

const longest = 20;

/** The nearest times of all doctors of the chosen service. One that goes leaves the list in place. */
export function NearestScreen() {
  const { t } = useTexts();
  const { api, act } = useCore();
  const { branch, service } = useFlow().choices;
  const where = { branchId: branch?.id ?? "", serviceId: service?.id ?? "" };
  const key = `${where.branchId} ${where.serviceId}`;
  const changes = useCatalogChanges() + useAllScheduleChanges();
  const asked = useAsked(key, () => api.schedule.nearest({ ...where, limit: longest }), changes);
  const doctors = useAsked(key, () => api.catalog.doctors(where), changes);
  const doctorOf = (offer: Offer) =>
    doctors.state === "ready"
      ? doctors.value.find(({ scheduleId }) => scheduleId === offer.scheduleId)
      : undefined;
  return (
    <StepLayout title={t("nearestList.title")} sub={t("nearestList.sub")}>
      <Choosing asked={asked} icon={CalendarX2} empty={t("nothingFree.later")}>
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
      </Choosing>
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

/** Counts the changes of every schedule: any of them may have held one of the times shown. */
const useAllScheduleChanges = (): number =>
  useKiosk(({ scheduleChanges }) => Object.values(scheduleChanges).reduce((sum, count) => sum + count, 0));

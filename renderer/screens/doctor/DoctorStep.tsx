import { ListTree, UserRound, Zap } from "lucide-react";
import type { Doctor, Offer } from "#contract/domain.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { Choosing } from "../../components/Choosing.tsx";
import { Key } from "../../components/Key.tsx";
import { firstLetter } from "../../components/list-pages.ts";
import { NearestSide } from "../../components/NearestSide.tsx";
import { PagedList } from "../../components/PagedList.tsx";
import { Row } from "../../components/Row.tsx";
import { useCore } from "../../hooks/core.ts";
import { useAlone } from "../../hooks/useAlone.ts";
import { type Asked, useAsked, useCatalogChanges } from "../../hooks/useAsked.ts";
import { useTexts } from "../../i18n/index.ts";
import { useFlow } from "../../state/visit.ts";
import { NothingFree } from "../date/NothingFree.tsx";
import { DoctorRow } from "./DoctorRow.tsx";
import "./doctor.css";

export function DoctorStep() {
  const { t } = useTexts();
  const { api, act } = useCore();
  const { branch, service } = useFlow().choices;
  const where = { branchId: branch?.id ?? "", serviceId: service?.id ?? "" };
  const key = `${where.branchId} ${where.serviceId}`;
  const changes = useCatalogChanges();
  const asked = useAsked(key, () => api.catalog.doctors(where), changes);
  const nearest = useAsked(key, () => api.schedule.nearest({ ...where, limit: 2 }), changes);
  const passing = useAlone(asked, (doctor) => (doctor.nearest === null ? null : { doctor }));
  if (passing) return <StepLayout title={t("doctor.title")}>{null}</StepLayout>;
  if (
    asked.state === "ready" &&
    asked.value.length > 0 &&
    asked.value.every((doctor) => doctor.nearest === null)
  ) {
    return <NothingFree of="service" />;
  }
  return (
    <StepLayout title={t("doctor.title")}>
      <Choosing asked={asked} icon={UserRound} empty={t("doctor.empty")}>
        {(doctors) => (
          <>
            <NearestRows asked={nearest} doctors={doctors} />
            <PagedList
              label={t("doctor.title")}
              items={doctors}
              keyOf={(doctor) => doctor.scheduleId}
              lettersOf={(doctor) => firstLetter(doctor.name)}
              render={(doctor) => <DoctorRow doctor={doctor} onPress={() => act.pick({ doctor })} />}
            />
          </>
        )}
      </Choosing>
    </StepLayout>
  );
}

type NearestRowsProps = { readonly asked: Asked<readonly Offer[]>; readonly doctors: readonly Doctor[] };

/** The first free time of any doctor in one touch instead of three, and the way to the next ones. */
function NearestRows({ asked, doctors }: NearestRowsProps) {
  const { t } = useTexts();
  const { act } = useCore();
  const [offer, ...others] = asked.state === "ready" ? asked.value : [];
  if (offer === undefined) return null;
  const doctor = doctors.find(({ scheduleId }) => scheduleId === offer.scheduleId);
  return (
    <div className="nearest-rows">
      <Row
        badge={<Zap />}
        tone="free"
        title={t("doctor.nearest")}
        lines={t("doctor.nearestSub")}
        side={<NearestSide when={offer} note={doctor?.shortName ?? offer.doctor} />}
        onPress={() => act.pickOffer(offer, doctor)}
      />
      {others.length > 0 && (
        <Key icon={ListTree} className="nearest-more" onPress={act.openNearest}>
          {t("doctor.otherNearest")}
        </Key>
      )}
    </div>
  );
}

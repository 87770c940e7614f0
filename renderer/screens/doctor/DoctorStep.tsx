import { useQuery } from "@tanstack/react-query";
import { ListTree, UserRound, Zap } from "lucide-react";
import type { Doctor } from "#contract/schedules/catalog.ts";
import type { Offer } from "#contract/schedules/schedule.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { BookableList } from "../../components/BookableList.tsx";
import { Key } from "../../components/Key.tsx";
import { LocalList } from "../../components/LocalList.tsx";
import { firstLetter } from "../../components/list-letters.ts";
import { NearestSide } from "../../components/NearestSide.tsx";
import { Row } from "../../components/Row.tsx";
import { useCore } from "../../hooks/core.ts";
import { useAutoSelect } from "../../hooks/useAutoSelect.ts";
import { type QueryState, useQueryState } from "../../hooks/useQueryState.ts";
import { useTexts } from "../../i18n/index.ts";
import { useFlow } from "../../state/visit.ts";
import { NothingFree } from "../date/NothingFree.tsx";
import { ClosedDoctorRow, DoctorRow } from "./DoctorRow.tsx";
import "./doctor.css";

/** Heights of a row: name, place and times one under the other on a tall screen, side by side on a wide one. */
const rowUnits = { tall: 19.8, wide: 10.4 };

export function DoctorStep() {
  const { t } = useTexts();
  const { orpc, act } = useCore();
  const { branch, service } = useFlow().choices;
  const where = { branchId: branch?.id ?? "", serviceId: service?.id ?? "" };
  // Times that are taken meanwhile leave the rows in place.
  const doctors = useQueryState(
    useQuery(orpc.catalog.doctors.queryOptions({ input: where, meta: { ofAllSchedules: true } })),
  );
  const nearest = useQueryState(
    useQuery(
      orpc.schedule.nearest.queryOptions({ input: { ...where, limit: 2 }, meta: { ofAllSchedules: true } }),
    ),
  );
  const passing = useAutoSelect(doctors, (doctor) => (doctor.nearest === null ? null : { doctor }));
  if (passing) return <StepLayout title={t("doctor.title")}>{null}</StepLayout>;
  if (
    doctors.state === "ready" &&
    doctors.value.length > 0 &&
    doctors.value.every((doctor) => doctor.nearest === null)
  ) {
    return <NothingFree of="service" />;
  }
  return (
    <StepLayout title={t("doctor.title")}>
      <LocalList list={doctors} icon={UserRound} empty={t("doctor.empty")}>
        {(doctors) => (
          <>
            <NearestRows offers={nearest} doctors={doctors} />
            <BookableList
              label={t("doctor.title")}
              items={doctors}
              isBookable={({ nearest }) => nearest !== null}
              keyOf={(doctor) => doctor.scheduleId}
              lettersOf={(doctor) => firstLetter(doctor.name)}
              rowUnits={rowUnits}
              oneColumn
              render={(doctor) =>
                doctor.nearest === null ? (
                  <ClosedDoctorRow doctor={doctor} />
                ) : (
                  <DoctorRow
                    doctor={doctor}
                    onTime={({ slotId, date, time }) => act.pick({ doctor, date, slot: { slotId, time } })}
                    onOtherDay={() => act.pick({ doctor })}
                  />
                )
              }
            />
          </>
        )}
      </LocalList>
    </StepLayout>
  );
}

type NearestRowsProps = {
  readonly offers: QueryState<readonly Offer[]>;
  readonly doctors: readonly Doctor[];
};

/** The first free time of any doctor in one touch instead of three, and the way to the next ones. */
function NearestRows({ offers, doctors }: NearestRowsProps) {
  const { t } = useTexts();
  const { act } = useCore();
  const [offer, ...others] = offers.state === "ready" ? offers.value : [];
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

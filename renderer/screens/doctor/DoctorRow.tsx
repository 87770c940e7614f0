import type { Doctor } from "#contract/schedules/catalog.ts";
import { NearestSide } from "../../components/NearestSide.tsx";
import { Row } from "../../components/Row.tsx";
import { dayAndMonth } from "../../format/dates.ts";
import { initials } from "../../format/numbers.ts";
import { useTexts } from "../../i18n/index.ts";

/** A doctor with the nearest free time; one without any is shown, but is no button. */
export function DoctorRow({ doctor, onPress }: { readonly doctor: Doctor; readonly onPress: () => void }) {
  const { t, language } = useTexts();
  const place = doctor.room && t("room", { room: doctor.room });
  const away = doctor.awayUntil && t("doctor.away", { until: dayAndMonth(doctor.awayUntil, language) });
  return (
    <Row
      badge={initials(doctor.name)}
      title={doctor.name}
      lines={[doctor.position, place, away].filter(Boolean).join(" · ")}
      tone={doctor.nearest ? "plain" : "closed"}
      side={doctor.nearest ? <NearestSide when={doctor.nearest} /> : <b>{t("doctor.none")}</b>}
      {...(doctor.nearest ? { onPress } : {})}
    />
  );
}

import { Building2, MapPin } from "lucide-react";
import { Row } from "../../components/Row.tsx";
import { useTexts } from "../../i18n/index.ts";
import type { Area } from "./areas.ts";

/** A district or a kind of clinic, with how many there are. */
export function AreaRow({ area, onPress }: { readonly area: Area; readonly onPress: () => void }) {
  const { t } = useTexts();
  const { by, name } = area.area;
  return (
    <Row
      badge={by === "district" ? <MapPin /> : <Building2 />}
      title={name || t(`area.unnamed.${by}`)}
      lines={
        <>
          {area.here && <span className="mark good">{t("area.here")}</span>}
          <span>{t("area.clinics", { count: area.clinics })}</span>
        </>
      }
      onPress={onPress}
    />
  );
}

import { LoaderCircle } from "lucide-react";
import { Face } from "../../components/Face.tsx";
import { useTexts } from "../../i18n/index.ts";
import { useVisit } from "../../state/visit.ts";

/** While the central API is asked to book: there is nothing to touch, so nothing can be done twice. */
export function BookingWait() {
  const { t } = useTexts();
  const moving = useVisit((state) => state.moving !== null);
  const title = t(moving ? "visits.moving" : "booking.wait");
  return <Face icon={LoaderCircle} spinning title={title} text={t("booking.waitText")} />;
}

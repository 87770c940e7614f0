import { LoaderCircle } from "lucide-react";
import { Face } from "../../components/Face.tsx";
import { useTexts } from "../../i18n/index.ts";

/** While the centre is asked to book: there is nothing to touch, so nothing can be done twice. */
export function BookingWait() {
  const { t } = useTexts();
  return <Face icon={LoaderCircle} spinning title={t("booking.wait")} text={t("booking.waitText")} />;
}

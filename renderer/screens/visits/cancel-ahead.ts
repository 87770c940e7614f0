import { useTexts } from "../../i18n/index.ts";
import { useInfo } from "../../state/kiosk.ts";

/** How long before a visit the clinic asks to be told, in words («за сутки»); null where it doesn't ask. */
export function useCancelAhead(): string | null {
  const { t } = useTexts();
  const { cancelAhead } = useInfo().rules;
  if (cancelAhead === 0) return null;
  if (cancelAhead === 24) return t("visits.ahead.day");
  if (cancelAhead % 24 === 0) return t("visits.ahead.days", { count: cancelAhead / 24 });
  return t("visits.ahead.hours", { count: cancelAhead });
}

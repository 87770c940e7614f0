import { dateAt } from "../format/dates.ts";
import { useInfo } from "../state/kiosk.ts";
import { useMinute } from "./useMinute.ts";

/** The clinic's own calendar day now, `YYYY-MM-DD`. */
export function useToday(): string {
  const { timeZone } = useInfo();
  return dateAt(useMinute(), timeZone);
}

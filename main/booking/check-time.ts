import type { CentralVisit } from "#contract/central/visits.ts";
import type { BrokenRule } from "#contract/rules/broken-rule.ts";
import type { Catalog } from "../schedules/catalog.ts";
import type { Reach, ScheduleReader } from "../schedules/schedule.ts";
import { type ChosenTime, underItsSchedule } from "./chosen-time.ts";
import { type OfferCatalog, offerOf } from "./read-offer.ts";
import type { Rules, RulesSubject } from "./rules/types.ts";

type CheckInput = ChosenTime & {
  /** Whom the visit is for; null as long as nobody knows. */
  readonly subject: RulesSubject | null;
  /** The visit that is to be moved there. */
  readonly moving: CentralVisit | null;
  readonly reach?: Reach;
};
type CheckResult =
  | { readonly kind: "fine" | "notFound" }
  | { readonly kind: "ruleBroken"; readonly broken: BrokenRule };

/** Whether the clinic's rules let somebody have a time, as far as is known of both. */
export type CheckTime = (input: CheckInput) => Promise<CheckResult>;

export type CheckTimeDeps = {
  readonly catalog: OfferCatalog & Pick<Catalog, "scheduleHolding">;
  readonly schedule: Pick<ScheduleReader, "timeOf">;
  readonly rules: Pick<Rules, "broken">;
};

export const createTimeCheck =
  ({ catalog, schedule, rules }: CheckTimeDeps): CheckTime =>
  async (given) => {
    const input = underItsSchedule(catalog, given);
    const found = offerOf(catalog, input);
    if (!found || schedule.timeOf(found.doctor.scheduleNo, input.slotId) === null)
      return { kind: "notFound" };
    const broken = await rules.broken({ ...input, ...found });
    return broken ? { kind: "ruleBroken", broken } : { kind: "fine" };
  };

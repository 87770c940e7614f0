import type { BookingDeps } from "../booking/deps.ts";
import type { Sessions } from "../sessions/session.ts";
import { visitProcedures } from "./procedures.ts";
import { createVisits, type Visits } from "./visits.ts";

/** The visits that a patient has: listed, cancelled, moved. */
export type VisitsModule = {
  readonly list: Visits["list"];
  readonly procedures: ReturnType<typeof visitProcedures>;
};

export function createVisitsModule(deps: {
  /** What changing a visit shares with making one. */
  readonly booking: BookingDeps;
  readonly sessions: Sessions;
  /** The clinic's day by the central API's clock, `YYYY-MM-DD`. */
  readonly today: () => string;
}): VisitsModule {
  const { booking, sessions, today } = deps;
  const visits = createVisits(booking);
  return { list: visits.list, procedures: visitProcedures({ visits, sessions, today }) };
}

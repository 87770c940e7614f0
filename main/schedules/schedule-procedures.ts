import { api } from "../sessions/api.ts";
import type { ScheduleDeps } from "./catalog-procedures.ts";
import { freeOffers } from "./offers.ts";
import { reachOf } from "./reach.ts";

export const scheduleProcedures = (deps: ScheduleDeps) => {
  const { catalog, schedule } = deps;
  return {
    days: api.schedule.days.handler(({ input, context, errors }) => {
      const doctor = catalog.doctorOf(input.scheduleId);
      if (!doctor || !catalog.gives(input.scheduleId, input.serviceId)) throw errors.NOT_FOUND({ data: {} });
      deps.refresh(input.scheduleId);
      return schedule.days(catalog.grid(input.scheduleId, input.serviceId), reachOf(context));
    }),
    times: api.schedule.times.handler(({ input, context, errors }) => {
      const doctor = catalog.doctorOf(input.scheduleId);
      if (!doctor || !catalog.gives(input.scheduleId, input.serviceId)) throw errors.NOT_FOUND({ data: {} });
      deps.refresh(input.scheduleId);
      return schedule.times(catalog.grid(input.scheduleId, input.serviceId), input.date, reachOf(context));
    }),
    nearest: api.schedule.nearest.handler(({ input }) => freeOffers(deps, input)),
  };
};

import { api } from "../rpc/base.ts";
import type { Parts } from "../rpc/parts.ts";

export const scheduleProcedures = (parts: Parts) => {
  const { catalog, schedule } = parts;
  return {
    days: api.schedule.days.handler(({ input, errors }) => {
      const doctor = catalog.doctorOf(input.scheduleId);
      if (!doctor || !catalog.gives(input.scheduleId, input.serviceId)) throw errors.NOT_FOUND({ data: {} });
      parts.refresh(input.scheduleId);
      return schedule.days(catalog.grid(input.scheduleId, input.serviceId));
    }),
    times: api.schedule.times.handler(({ input, errors }) => {
      const doctor = catalog.doctorOf(input.scheduleId);
      if (!doctor || !catalog.gives(input.scheduleId, input.serviceId)) throw errors.NOT_FOUND({ data: {} });
      parts.refresh(input.scheduleId);
      return schedule.times(catalog.grid(input.scheduleId, input.serviceId), input.date);
    }),
    nearest: api.schedule.nearest.handler(({ input }) =>
      parts.booking.offers({ branchId: input.branchId, serviceId: input.serviceId, limit: input.limit }),
    ),
  };
};

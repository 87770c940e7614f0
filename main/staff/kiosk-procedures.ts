import { unreachable } from "#contract/base/result.ts";
import { callerOf, staffApi } from "./api.ts";
import type { StaffKiosk } from "./staff-kiosk.ts";

export const staffKioskProcedures = (kiosk: StaffKiosk) => ({
  state: staffApi.kiosk.state.handler(() => kiosk.state()),
  events: staffApi.kiosk.events.handler(() => kiosk.events()),
  testPrint: staffApi.kiosk.testPrint.handler(async ({ errors }) => {
    const outcome = await kiosk.testPrint();
    switch (outcome.kind) {
      case "printed":
        return {};
      case "refused":
        throw errors.PRINTER_NOT_READY({ data: { status: outcome.status } });
      case "unknown":
        throw errors.PRINT_IN_DOUBT({ data: { status: outcome.status } });
      default:
        return unreachable(outcome);
    }
  }),
  rollChanged: staffApi.kiosk.rollChanged.handler(({ errors }) => {
    if (!kiosk.rollChanged()) throw errors.DISK_REFUSES({ data: {} });
    return {};
  }),
  syncNow: staffApi.kiosk.syncNow.handler(async ({ context }) => {
    const outcome = await kiosk.syncNow();
    callerOf(context).about({ detail: outcome });
    return { outcome };
  }),
  setService: staffApi.kiosk.setService.handler(({ input, context, errors }) => {
    callerOf(context).about({ detail: input.service });
    if (!kiosk.setService(input.service)) throw errors.DISK_REFUSES({ data: {} });
    return {};
  }),
  restart: staffApi.kiosk.restart.handler(() => {
    kiosk.restart();
    return {};
  }),
  leave: staffApi.kiosk.leave.handler(({ errors }) => {
    if (!kiosk.leave()) throw errors.DISK_REFUSES({ data: {} });
    return {};
  }),
});

import { printError } from "../tickets/print-error.ts";
import { callerOf, staffApi } from "./api.ts";
import type { StaffKiosk } from "./staff-kiosk.ts";

export const staffKioskProcedures = (kiosk: StaffKiosk) => ({
  state: staffApi.kiosk.state.handler(() => kiosk.state()),
  events: staffApi.kiosk.events.handler(() => kiosk.events()),
  testPrint: staffApi.kiosk.testPrint.handler(async ({ errors }) => {
    const outcome = await kiosk.testPrint();
    if (outcome.kind !== "printed") throw printError(outcome, errors);
    return {};
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

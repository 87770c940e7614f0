import type { ServiceState } from "#contract/maintenance/service-state.ts";
import type { Answer } from "../api/failures.ts";
import type { StaffApi } from "../api/staff-client.ts";
import { type KioskAct, useStaff } from "./staff.ts";

/** What a technician sets going at the kiosk: one thing at a time, and what became of it stays until the next. */
export function createStaffKioskActions(deps: {
  readonly api: StaffApi;
  readonly asked: <T>(call: Promise<T>) => Promise<Answer<T>>;
}) {
  const { api, asked } = deps;
  const set = useStaff.setState;

  async function carryOut<T>(act: KioskAct, call: () => Promise<T>): Promise<Answer<T> | null> {
    if (useStaff.getState().kioskWork.state === "working") return null;
    const kioskWork = { state: "working", act } as const;
    set({ kioskWork });
    const answer = await asked(call());
    if (useStaff.getState().kioskWork !== kioskWork) return null;
    set({
      kioskWork: answer.ok ? { state: "done", act } : { state: "failed", act, failure: answer.failure },
    });
    return answer;
  }

  return {
    testPrint: () => carryOut("testPrint", () => api.kiosk.testPrint({})),
    rollChanged: () => carryOut("rollChanged", () => api.kiosk.rollChanged({})),
    async syncNow(): Promise<void> {
      const answer = await carryOut("syncNow", () => api.kiosk.syncNow({}));
      if (!answer?.ok || answer.value.outcome === "done") return;
      set({ kioskWork: { state: answer.value.outcome, act: "syncNow" } });
    },
    setService: (service: ServiceState) => carryOut(service, () => api.kiosk.setService({ service })),
    restart: () => carryOut("restart", () => api.kiosk.restart({})),
    leaveToSystem: () => carryOut("leave", () => api.kiosk.leave({})),
  };
}

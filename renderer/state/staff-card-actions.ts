import type { Answer } from "../api/failures.ts";
import type { StaffApi } from "../api/staff-client.ts";
import { type CardWork, useStaff } from "./staff.ts";

/** What a technician does with the staff cards of others. */
export function createStaffCardActions(deps: {
  readonly api: StaffApi;
  readonly asked: <T>(call: Promise<T>) => Promise<Answer<T>>;
}) {
  const { api, asked } = deps;

  async function carryOut(
    [state, done]: readonly ["waiting", "enrolled"] | readonly ["removing", "removed"],
    call: () => Promise<unknown>,
  ): Promise<void> {
    const before = useStaff.getState().cardWork.state;
    if (before === "waiting" || before === "removing") return;
    const cardWork: CardWork = { state };
    useStaff.setState({ cardWork });
    const answer = await asked(call());
    if (useStaff.getState().cardWork !== cardWork) return;
    useStaff.setState({
      cardWork: answer.ok ? { state: done } : { state: "failed", failure: answer.failure },
    });
  }

  return {
    enrollCard: (personId: string) => carryOut(["waiting", "enrolled"], () => api.cards.enroll({ personId })),
    removeCard: (personId: string) => carryOut(["removing", "removed"], () => api.cards.remove({ personId })),
  };
}

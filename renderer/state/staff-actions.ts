import type { StaffProof } from "#contract/staff/staff-state.ts";
import { type Answer, ask, type Failure } from "../api/failures.ts";
import type { StaffApi } from "../api/staff-client.ts";
import { useKiosk } from "./kiosk.ts";
import { isOpen, takeSession, useSession } from "./session.ts";
import { type StaffPlace, staffNow, useStaff, wipeStaff } from "./staff.ts";
import { useVisit } from "./visit.ts";

export type StaffActions = ReturnType<typeof createStaffActions>;

/** Everything that a touch of staff can set going. `clear` forgets what a patient may have left on the screen. */
export function createStaffActions(api: StaffApi, clear: () => void) {
  const set = useStaff.setState;

  /** Nothing of staff stays on the screen, or in the page. */
  function close(): void {
    wipeStaff();
    clear();
  }

  /** Failures that mean the same on every screen of staff; the screen itself shows the others. */
  function common(failure: Failure): void {
    if (failure.kind === "bug") useKiosk.setState({ broken: true });
    if (failure.kind === "denied") useKiosk.setState({ link: "denied" });
    if (failure.kind === "known" && failure.code === "STAFF_SESSION_ENDED") close();
  }

  /** Waits for a call of this session. What comes after it has ended is for nobody. */
  async function asked<T>(call: Promise<T>): Promise<Answer<T>> {
    const before = staffNow();
    const answer = await ask(call);
    if (staffNow() !== before) return { ok: false, failure: { kind: "coreAway" } };
    if (!answer.ok) common(answer.failure);
    return answer;
  }

  async function enter(proof: StaffProof): Promise<void> {
    if (useStaff.getState().isEntering) return;
    set({ place: { at: "pin" }, isEntering: true, refused: null });
    const answer = await ask(api.session.signIn(proof));
    const { place } = useStaff.getState();
    if (!answer.ok) {
      if (place?.at !== "pin") return;
      set({ isEntering: false, refused: answer.failure });
      return common(answer.failure);
    }
    // Whoever asked has left the pad meanwhile.
    if (place?.at !== "pin") return void ask(api.session.lock({}, { context: { session: answer.value.id } }));
    clear();
    takeSession({ state: "none", endedBy: null });
    set({ place: { at: "home" }, session: answer.value, isEntering: false, refused: null });
  }

  return {
    asked,

    /** Opens the PIN pad over the first screen; at any other a patient is busy. */
    openPad(): void {
      if (useVisit.getState().view !== "welcome" || useStaff.getState().place !== null) return;
      const { session } = useSession.getState();
      if (isOpen(session) && session.state !== "none" && session.patient !== null) return;
      set({ place: { at: "pin" }, refused: null });
    },

    enterByPin: (pin: string): Promise<void> => enter({ by: "pin", pin }),

    /** A staff card was held to the scanner. */
    enterByCard(pass: string): Promise<void> {
      return enter({ by: "card", pass });
    },

    forgetRefusal: (): void => set({ refused: null }),

    go: (place: StaffPlace): void => set({ place }),

    /** Locks at once: the screen first. */
    async lock(): Promise<void> {
      const session = staffNow();
      close();
      if (session !== null) await ask(api.session.lock({}, { context: { session } }));
    },

    /** The core says whose the kiosk is: another session than this page's means that this one is over. */
    heard(handle: string | null): void {
      const { session } = useStaff.getState();
      if (session !== null && session.handle !== handle) close();
    },

    async stay(): Promise<void> {
      if (staffNow() !== null) await asked(api.session.stay({}));
    },
  };
}

import { unreachable } from "#contract/base/result.ts";
import type { HelpReasonGiven } from "#contract/staff/help.ts";
import type { ReviewNote } from "#contract/staff/review-procedures.ts";
import type { StaffProof } from "#contract/staff/staff-state.ts";
import type { Ticket } from "#contract/tickets/ticket.ts";
import { type Answer, ask, type Failure } from "../api/failures.ts";
import type { StaffApi } from "../api/staff-client.ts";
import { currentLanguage } from "../i18n/index.ts";
import { useKiosk } from "./kiosk.ts";
import { isOpen, takeSession, useSession } from "./session.ts";
import { type StaffPlace, staffNow, useStaff, wipeStaff } from "./staff.ts";
import { createStaffCardActions } from "./staff-card-actions.ts";
import { createStaffKioskActions } from "./staff-kiosk-actions.ts";
import { useVisit } from "./visit.ts";

export type StaffActions = ReturnType<typeof createStaffActions>;

/** Everything that a touch of staff can set going. `clear` forgets what a patient may have left on the screen. */
export function createStaffActions(api: StaffApi, clear: () => void) {
  const set = useStaff.setState;
  /** The staff session gives way to a patient's: its end is no news. */
  let beginsHelp = false;

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
    if (useStaff.getState().isAsking) return;
    set({ place: { at: "pin" }, isAsking: true, refused: null });
    const answer = await ask(api.session.signIn(proof));
    const { place } = useStaff.getState();
    if (!answer.ok) {
      if (place?.at !== "pin") return;
      set({ isAsking: false, refused: answer.failure });
      return common(answer.failure);
    }
    // Whoever asked has left the pad meanwhile.
    if (place?.at !== "pin") return void ask(api.session.lock({}, { context: { session: answer.value.id } }));
    clear();
    takeSession({ state: "none", endedBy: null });
    set({ place: { at: "home" }, session: answer.value, isAsking: false, refused: null });
  }

  /** Shows what a search has found, if whoever asked is still at the same place. */
  async function search(call: Promise<readonly Ticket[]>): Promise<void> {
    if (useStaff.getState().isAsking) return;
    const { place: from } = useStaff.getState();
    if (from === null) return;
    set({ isAsking: true, refused: null });
    const answer = await asked(call);
    if (useStaff.getState().place !== from) return;
    if (!answer.ok) return set({ isAsking: false, refused: answer.failure });
    const [ticket, another] = answer.value;
    const before = from.at === "ticket" || from.at === "found" ? ({ at: "tickets" } as const) : from;
    set({ isAsking: false });
    if (!ticket) set({ refused: { kind: "known", code: "NOT_FOUND", data: {} } });
    else if (another) set({ place: { at: "found", tickets: answer.value, from: before } });
    else openTicket(ticket, before);
  }

  const openTicket = (ticket: Ticket, from: StaffPlace): void =>
    set({ place: { at: "ticket", ticket, from }, printing: { state: "idle" } });

  /** Whether something that is held to the scanner is looked for now. */
  const takesScans = (): boolean => {
    const { place, printing } = useStaff.getState();
    return place !== null && place.at !== "pin" && place.at !== "entry" && printing.state !== "printing";
  };

  return {
    ...createStaffKioskActions({ api, asked }),
    ...createStaffCardActions({ api, asked }),
    openTicket,

    /** A ticket was held to the scanner. */
    async scanned(visitId: string): Promise<void> {
      if (takesScans()) await search(api.tickets.byScan({ visitId }).then((ticket) => [ticket]));
    },

    /** A patient's policy was. */
    async scannedPolicy(number: string, birthDate: string): Promise<void> {
      if (takesScans()) await search(api.tickets.byPolicy({ number, birthDate }));
    },

    async findNumber(ticketNumber: string): Promise<void> {
      await search(api.tickets.byNumber({ ticketNumber }).then((all) => all.map(({ ticket }) => ticket)));
    },

    async print(ticket: Ticket): Promise<void> {
      const { printing: before } = useStaff.getState();
      if (before.state === "printing") return;
      const printing = { state: "printing" } as const;
      set({ printing });
      const answer = await asked(api.tickets.print({ visitId: ticket.visitId, language: currentLanguage() }));
      if (useStaff.getState().printing !== printing) return;
      if (answer.ok) return set({ printing: { state: "printed" } });
      const { failure } = answer;
      const isInDoubt = failure.kind === "known" && failure.code === "PRINT_IN_DOUBT";
      set({
        printing: isInDoubt ? { state: "asked", status: failure.data.status } : { state: "failed", failure },
      });
    },

    async cameOut(ticket: Ticket, yes: boolean): Promise<void> {
      if (useStaff.getState().printing.state !== "asked") return;
      set({ printing: { state: yes ? "printed" : "denied" } });
      await asked(api.tickets.cameOut({ visitId: ticket.visitId, yes }));
    },

    /** An entry was seen to. */
    async settle(entryId: string, note: ReviewNote): Promise<void> {
      if (useStaff.getState().isAsking) return;
      set({ isAsking: true, refused: null });
      const answer = await asked(api.review.done({ entryId, note }));
      const { place } = useStaff.getState();
      if (place?.at !== "entry" || place.item.id !== entryId) return;
      if (answer.ok) set({ isAsking: false, place: { at: "review" } });
      else set({ isAsking: false, refused: answer.failure });
    },

    back(): void {
      const { place, printing } = useStaff.getState();
      if (place === null || printing.state === "printing") return;
      set({
        ...{ place: before(place), isAsking: false, refused: null },
        ...{ printing: { state: "idle" }, kioskWork: { state: "idle" }, cardWork: { state: "idle" } },
      });
    },

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

    /** Stands by a patient: this session ends, and the patient's begins with its powers. */
    async startHelp(reason: HelpReasonGiven): Promise<void> {
      if (useStaff.getState().isAsking) return;
      const before = staffNow();
      set({ isAsking: true, refused: null });
      beginsHelp = true;
      const answer = await ask(api.help.start({ reason }));
      beginsHelp = false;
      if (answer.ok) {
        close();
        takeSession(answer.value);
        return;
      }
      if (staffNow() !== before) return;
      set({ isAsking: false, refused: answer.failure });
      common(answer.failure);
    },

    forgetRefusal: (): void => set({ refused: null }),

    go: (place: StaffPlace): void => set({ place, refused: null }),

    /** Locks at once: the screen first. */
    async lock(): Promise<void> {
      const session = staffNow();
      close();
      if (session !== null) await ask(api.session.lock({}, { context: { session } }));
    },

    /** The core says whose the kiosk is: another session than this page's means that this one is over. */
    heard(handle: string | null): void {
      const { session } = useStaff.getState();
      if (session !== null && session.handle !== handle && !beginsHelp) close();
    },

    async stay(): Promise<void> {
      if (staffNow() !== null) await asked(api.session.stay({}));
    },
  };
}

/** Where back leads. */
function before(place: StaffPlace): StaffPlace {
  switch (place.at) {
    case "ticket":
    case "found":
      return place.from;
    case "number":
      return { at: "tickets" };
    case "entry":
      return { at: "review" };
    case "events":
    case "cards":
      return { at: "work" };
    case "card":
      return { at: "cards" };
    case "helpOwn":
      return { at: "help" };
    case "work":
      return { at: "kiosk" };
    case "pin":
    case "home":
    case "tickets":
    case "review":
    case "kiosk":
    case "help":
      return { at: "home" };
    default:
      return unreachable(place);
  }
}

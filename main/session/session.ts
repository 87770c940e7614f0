import type { CentralVisit } from "#contract/attempts.ts";
import type { PatientView, SessionEndReason, SessionState, Ticket } from "#contract/domain.ts";
import type { CentralCard, CentralPatient } from "#contract/people.ts";
import type { Clock, Ids } from "#contract/ports.ts";
import { patientView } from "./patient-view.ts";
import type { Subject } from "./whose.ts";

/** What one patient's visit to the kiosk holds. It lives in memory alone and is dropped whole. */
export type Session = {
  readonly id: string;
  /** Who has signed in. */
  patient: CentralPatient | null;
  /** Whom the next visit is for, where it was asked apart. */
  subject: Subject | null;
  /** The patient's cards as they were last shown, by the centre's id. */
  readonly cards: Map<string, CentralCard>;
  /** Visits booked or listed in this session, by the centre's id: only these can be printed. */
  readonly tickets: Map<string, Ticket>;
  /** Those of them as the patient saw them: only these can be cancelled or moved. */
  readonly visits: Map<string, SeenVisit>;
};

/** A visit as it was shown, and whose it is. `proved`: not only by a name that was typed. */
export type SeenVisit = {
  readonly seen: CentralVisit;
  readonly person: CentralPatient;
  readonly proved: boolean;
};

export type Sessions = {
  state(): SessionState;
  /** The open session, also while it is expiring; null when there is none. */
  current(): Session | null;
  start(): SessionState;
  /** Whatever was said before of whom the visit is for is forgotten. */
  signIn(session: Session, patient: CentralPatient): PatientView;
  /** Says whom the visit is for; null: for whoever has signed in. */
  choose(session: Session, subject: Subject | null): void;
  /** The idle clock starts again; false when there is no session. An announced cap can't be put off. */
  stay(): boolean;
  end(reason: SessionEndReason): void;
  /**
   * Keeps the session from ending while `work` runs (a booking in flight); ends it afterwards if it was due.
   * Not so where `mustShow` says that the patient has to see what came of it: then a home key pressed meanwhile
   * is forgotten, and a cap that was due is announced anew.
   */
  holding<T>(work: () => Promise<T>, mustShow?: (result: T) => boolean): Promise<T>;
};

/** The session clocks, ms. */
export type SessionTimes = { readonly idle: number; readonly question: number; readonly cap: number };

/**
 * One session at a time: anonymous from the first touch, upgraded by sign-in. Idle for `idle` it asks for
 * `question`, then ends; after `cap` it ends in any case, announced by the same question.
 */
export function createSessions(options: {
  clock: Clock;
  ids: Ids;
  times: SessionTimes;
  onChange: (state: SessionState) => void;
}): Sessions {
  const { clock, ids, times, onChange } = options;
  let session: Session | null = null;
  let endedBy: SessionEndReason | null = null;
  let expiring: { reason: "idle" | "cap"; until: number } | null = null;
  let held = 0;
  let due: SessionEndReason | null = null;
  let cancelStep: () => void = () => undefined;
  let cancelCap: () => void = () => undefined;

  const state = (): SessionState => {
    if (!session) return { state: "none", endedBy };
    const patient = session.patient ? patientView(session.patient) : null;
    if (!expiring) return { state: "open", id: session.id, patient };
    const seconds = Math.max(1, Math.ceil((expiring.until - clock.monotonic()) / 1000));
    return { state: "expiring", id: session.id, patient, seconds, reason: expiring.reason };
  };

  const finish = (reason: SessionEndReason): void => {
    cancelStep();
    cancelCap();
    session = null;
    expiring = null;
    due = null;
    endedBy = reason;
    onChange(state());
  };
  const endOrWait = (reason: SessionEndReason): void => {
    if (held > 0) due = reason;
    else finish(reason);
  };
  const ask = (reason: "idle" | "cap"): void => {
    if (expiring?.reason === "cap") return;
    cancelStep();
    expiring = { reason, until: clock.monotonic() + times.question };
    cancelStep = clock.after(times.question, () => endOrWait(reason));
    onChange(state());
  };
  const restartIdle = (): void => {
    cancelStep();
    expiring = null;
    cancelStep = clock.after(times.idle, () => (held > 0 ? restartIdle() : ask("idle")));
  };

  return {
    state,
    current: () => session,
    start() {
      if (!session) {
        session = {
          id: ids.secret().slice(0, 32),
          patient: null,
          subject: null,
          cards: new Map(),
          tickets: new Map(),
          visits: new Map(),
        };
        endedBy = null;
        restartIdle();
        cancelCap = clock.after(times.cap - times.question, () => ask("cap"));
        onChange(state());
      }
      return state();
    },
    signIn(of, patient) {
      of.patient = patient;
      of.subject = null;
      of.cards.clear();
      restartUnlessCapped();
      onChange(state());
      return patientView(patient);
    },
    choose(of, subject) {
      of.subject = subject;
      restartUnlessCapped();
    },
    stay() {
      if (!session) return false;
      restartUnlessCapped();
      return true;
    },
    end(reason) {
      if (session) endOrWait(reason);
    },
    async holding(work, mustShow = () => false) {
      held++;
      try {
        const result = await work();
        if (session && mustShow(result)) keepForShowing();
        return result;
      } finally {
        held--;
        if (held === 0 && session) {
          if (due) finish(due);
          else restartUnlessCapped();
        }
      }
    },
  };

  function keepForShowing(): void {
    due = null;
    if (expiring?.reason !== "cap") return;
    expiring = null;
    ask("cap");
  }

  function restartUnlessCapped(): void {
    if (expiring?.reason === "cap") return;
    const asked = expiring !== null;
    restartIdle();
    if (asked) onChange(state());
  }
}

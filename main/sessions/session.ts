import type { Clock, Ids } from "#contract/base/ports.ts";
import type { CentralCard, CentralPatient } from "#contract/central/people.ts";
import type { SessionEndReason, SessionState } from "#contract/sessions/session-state.ts";
import { helpSeconds } from "#contract/staff/help.ts";
import type { Subject } from "./booking-subject.ts";
import type { ConfirmedChild, ConfirmedPerson } from "./confirmed-person.ts";
import type { Help } from "./help.ts";
import { patientView } from "./patient-view.ts";
import type { SessionVisits } from "./session-visits.ts";
import { createWrites, type Writes } from "./writes.ts";

/** A child of whom Госуслуги told, and the register's patient whom its numbers lead to, where there is one. */
export type OfferedChild = { readonly child: ConfirmedChild; readonly person: CentralPatient | null };

/** What one patient's visit to the kiosk holds. It lives in memory alone and is dropped whole. */
export type Session = {
  readonly id: string;
  /** Fires when the session ends. Work that still runs may finish, but nothing of it is shown to anybody. */
  readonly ended: AbortSignal;
  /** Who has signed in. */
  patient: CentralPatient | null;
  /** What Госуслуги told of who has signed in there; null where the patient has signed in by the policy. */
  confirmed: ConfirmedPerson | null;
  /** Whom the next visit is for, where it was asked apart. */
  subject: Subject | null;
  /** The patient's cards as they were last shown, by the central API's id. */
  readonly cards: Map<string, CentralCard>;
  /** The children of whom a card was offered, by an id of this session's own. */
  readonly offers: Map<string, OfferedChild>;
  /** The one list of visits that were booked or shown in this session. */
  readonly visits: SessionVisits;
  /** Agreements that were refused, by person and wording: each is recorded once. */
  readonly refusals: Set<string>;
  /** What the session changes at the central API: one change at a time, and a double tap is one. */
  readonly writes: Writes;
  /** Staff who help, with their powers; null where the patient is alone. */
  readonly help: Help | null;
};

export type Sessions = {
  state(): SessionState;
  /**
   * The open session, also while it is expiring; null when there is none. One in which somebody helps who may no
   * longer do so ends here, before anything is read or done with their powers.
   */
  current(): Session | null;
  /** @param help where staff help in it: it then ends, without a question, after five minutes without a touch */
  start(help?: Help): SessionState;
  /**
   * Enters who has signed in; whatever was said before of whom the visit is for is forgotten. Somebody else than
   * the session has known so far gets a session of their own, and the former's ends.
   * @param confirmed what Госуслуги told of them, where they have signed in there
   * @returns the session that is open from here on
   */
  signIn(session: Session, patient: CentralPatient, confirmed?: ConfirmedPerson): Session;
  /**
   * Says whom the visit is for; null: for whoever has signed in. Where nobody has, another person than the one
   * before may be another person at the screen, and gets a session of their own.
   * @returns the session that is open from here on
   */
  choose(session: Session, subject: Subject | null): Session;
  /** The idle clock starts again; false when there is no session. An announced cap can't be put off. */
  stay(): boolean;
  /** Ends the open session at once, whatever still runs for it. */
  end(reason: SessionEndReason): void;
  /**
   * Keeps the clocks from ending this session while `work` runs, for its patient waits for the outcome. Where
   * `mustShow` says that the patient has to see it, a cap that fell due meanwhile is announced anew.
   */
  holding<T>(session: Session, work: () => Promise<T>, mustShow?: (result: T) => boolean): Promise<T>;
};

/** The session clocks, ms. */
export type SessionTimes = { readonly idle: number; readonly question: number; readonly cap: number };

/** The open session with what only the clocks need of it. */
type Open = { readonly session: Session; readonly end: AbortController; held: number };

/**
 * One session at a time: anonymous from the first touch, upgraded by sign-in. Idle for `idle` it asks for
 * `question`, then ends; after `cap` it ends in any case, announced by the same question.
 */
export function createSessions(options: {
  clock: Clock;
  ids: Ids;
  times: SessionTimes;
  /** A session is over, also where the next one has begun with it. */
  onEnd: () => void;
  onChange: (state: SessionState) => void;
}): Sessions {
  const { clock, ids, times, onEnd, onChange } = options;
  let open: Open | null = null;
  let endedBy: SessionEndReason | null = null;
  let expiring: { reason: "idle" | "cap"; until: number } | null = null;
  let due: SessionEndReason | null = null;
  let cancelStep: () => void = () => undefined;
  let cancelCap: () => void = () => undefined;

  const state = (): SessionState => {
    if (!open) return { state: "none", endedBy };
    const { id, patient, help: helping } = open.session;
    const help = helping ? { help: { name: helping.name } } : {};
    const view = patient ? patientView(patient) : null;
    if (!expiring) return { state: "open", id, patient: view, ...help };
    const seconds = Math.max(1, Math.ceil((expiring.until - clock.monotonic()) / 1000));
    return { state: "expiring", id, patient: view, ...help, seconds, reason: expiring.reason };
  };

  const detach = ({ session, end }: Open, why: SessionEndReason | "another"): void => {
    cancelStep();
    cancelCap();
    open = null;
    expiring = null;
    due = null;
    end.abort();
    session.help?.over(why);
    onEnd();
  };
  const begin = (help: Help | null): Session => {
    const end = new AbortController();
    const session = newSession(ids.secret().slice(0, 32), end.signal, help);
    open = { session, end, held: 0 };
    endedBy = null;
    restartIdle();
    cancelCap = clock.after(times.cap - times.question, () => ask("cap"));
    return session;
  };
  const finish = (reason: SessionEndReason): void => {
    if (!open) return;
    detach(open, reason);
    endedBy = reason;
    onChange(state());
  };
  const endOrWait = (reason: "idle" | "cap"): void => {
    if (open && open.held > 0) due = reason;
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
    const isHelped = open?.session.help != null;
    cancelStep = clock.after(isHelped ? helpSeconds * 1000 : times.idle, () => {
      if (open && open.held > 0) restartIdle();
      else if (isHelped) finish("idle");
      else ask("idle");
    });
  };
  /** Another person stands at the screen: nothing of the former one is theirs. */
  const replace = (former: Session): Session => {
    if (open?.session !== former) return former;
    detach(open, "another");
    // Help was for the former one.
    return begin(null);
  };

  return {
    state,
    current() {
      // That they may not ends the session.
      open?.session.help?.isAllowed();
      return open?.session ?? null;
    },
    start(help) {
      if (!open) {
        begin(help ?? null);
        onChange(state());
      }
      return state();
    },
    signIn(of, patient, confirmed) {
      const session = isAnother(of, patient) ? replace(of) : of;
      session.patient = patient;
      session.confirmed = confirmed ?? null;
      session.subject = null;
      session.cards.clear();
      session.offers.clear();
      restartUnlessCapped();
      onChange(state());
      return session;
    },
    choose(of, subject) {
      const another = of.patient === null && subject !== null && isAnother(of, subject.person);
      const session = another ? replace(of) : of;
      session.subject = subject;
      restartUnlessCapped();
      if (another) onChange(state());
      return session;
    },
    stay() {
      if (!open) return false;
      restartUnlessCapped();
      return true;
    },
    end: finish,
    async holding(session, work, mustShow = () => false) {
      const at = open;
      if (at?.session !== session) return await work();
      at.held++;
      try {
        const result = await work();
        if (open === at && mustShow(result)) keepForShowing();
        return result;
      } finally {
        at.held--;
        if (open === at && at.held === 0) {
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
    if (!open || expiring?.reason === "cap") return;
    const asked = expiring !== null;
    restartIdle();
    if (asked) onChange(state());
  }
}

const newSession = (id: string, ended: AbortSignal, help: Help | null): Session => ({
  id,
  ended,
  help,
  patient: null,
  confirmed: null,
  subject: null,
  cards: new Map(),
  offers: new Map(),
  visits: new Map(),
  refusals: new Set(),
  writes: createWrites(ended),
});

/** Whether the session has to do with anybody but this person. */
function isAnother({ patient, subject, visits }: Session, { id }: CentralPatient): boolean {
  if (patient) return patient.id !== id;
  const known = [...(subject ? [subject.person] : []), ...[...visits.values()].map(({ person }) => person)];
  return known.some((person) => person.id !== id);
}

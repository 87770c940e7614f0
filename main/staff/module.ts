import type { Clock, Ids } from "#contract/base/ports.ts";
import type { Journal } from "../booking/journal/journal.ts";
import { createReviewList, type ReviewList } from "../booking/review-list.ts";
import type { VisitDetailsDeps } from "../booking/visit-details.ts";
import type { Log } from "../log/events.ts";
import { systemBoot } from "../patients/boot.ts";
import { createSignInThrottle } from "../patients/sign-in-throttle.ts";
import { openThrottleFile } from "../patients/throttle-file.ts";
import type { Sessions } from "../sessions/session.ts";
import { type StaffAccess, staffApi } from "./api.ts";
import { type AuditFiles, openAudit } from "./audit/audit.ts";
import { createCardEnrollment, type ScannedCard } from "./card-enrollment.ts";
import { createCardPasses } from "./card-passes.ts";
import { staffCardProcedures } from "./card-procedures.ts";
import { staffHelpProcedures } from "./help-procedures.ts";
import { staffKioskProcedures } from "./kiosk-procedures.ts";
import { staffReviewProcedures } from "./review-procedures.ts";
import { hashOfCard } from "./secrets.ts";
import { staffSessionProcedures } from "./session-procedures.ts";
import type { StaffSettings } from "./settings.ts";
import { findStaff } from "./sign-in.ts";
import { readStaff, StaffFileBroken, type StaffPerson } from "./staff-file.ts";
import type { StaffKiosk } from "./staff-kiosk.ts";
import { createStaffSessions } from "./staff-session.ts";
import { createTicketLookup, type TicketLookup, type TicketLookupDeps } from "./ticket-lookup.ts";
import { type StaffTicketDeps, staffTicketProcedures } from "./ticket-procedures.ts";
import {
  createTicketsByPolicy,
  type TicketsByPolicy,
  type TicketsByPolicyDeps,
} from "./tickets-by-policy.ts";
import { type AskVisitNow, askVisitNow, type VisitNowDeps } from "./visit-now.ts";

/** The people at the counter: who they are, what they may do, and the record of what they did. */
export type StaffModule = {
  readonly access: StaffAccess;
  readonly work: StaffWork;
  readonly router: ReturnType<typeof createStaffRouter>;
  /** What becomes of a scan that may be a staff card: a pass for the page, nothing more to tell, or null: none it is. */
  readonly takeCard: (scan: ScannedCard) => { readonly pass: string } | "taken" | null;
  /** The handle of the open session, for the page. */
  handle(): string | null;
  /** The page that it was open in is gone. */
  windowLost(): void;
  close(): void;
};

/** What reception does, wherever it is asked from: at the kiosk, or at the counter. */
export type StaffWork = {
  readonly ticketLookup: TicketLookup;
  readonly ticketsByPolicy: TicketsByPolicy;
  readonly reviewList: ReviewList;
  readonly visitNow: AskVisitNow;
  readonly kiosk: StaffKiosk;
};

export type StaffDeps = {
  readonly settings: StaffSettings;
  readonly files: AuditFiles & { readonly staffFile: string; readonly staffLimitsFile: string };
  readonly key: Buffer;
  readonly kioskName: string;
  readonly sessions: Sessions;
  /** Whether no patient may begin now. */
  readonly isClosed: () => boolean;
  readonly tickets: StaffTicketDeps["tickets"];
  readonly central: TicketsByPolicyDeps["central"] & TicketLookupDeps["central"] & VisitNowDeps["central"];
  readonly journal: Journal;
  readonly catalog: VisitDetailsDeps["catalog"];
  readonly listVisits: TicketsByPolicyDeps["listVisits"];
  readonly kiosk: StaffKiosk;
  readonly time: VisitDetailsDeps["time"];
  readonly onChange: (handle: string | null) => void;
  /** The central API's clock, ms. */
  readonly now: () => number;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
};

export function createStaffModule(deps: StaffDeps): StaffModule {
  const { settings, files, key, now, clock, ids, log } = deps;
  const audit = openAudit({ files, kioskKey: key, kiosk: deps.kioskName, now, log });
  const throttle = createSignInThrottle({
    file: openThrottleFile({ file: files.staffLimitsFile, clock, boot: systemBoot(), log }),
    key,
    clock,
  });
  const passes = createCardPasses(clock, ids);
  const staff = (): StaffPerson[] => {
    try {
      return readStaff(files.staffFile);
    } catch (error) {
      if (!(error instanceof StaffFileBroken)) throw error;
      log.write("staff.file-broken");
      return [];
    }
  };
  const cards = createCardEnrollment({ staffFile: files.staffFile, key, staff, clock });
  const sessions = createStaffSessions({
    clock,
    ids,
    lockAfter: settings.lock * 1000,
    onLock(session, reason) {
      log.write("staff.locked", { reason });
      // What a key or a procedure has locked is recorded by its own call.
      if (reason === "untouched" || reason === "windowLost")
        audit.write({ who: session.name, role: null, act: "session.lock", step: "done", detail: reason });
    },
    onChange: deps.onChange,
  });
  const access: StaffAccess = {
    sessions,
    personOf: ({ personId }) => staff().find(({ id }) => id === personId) ?? null,
    audit,
  };
  const work: StaffWork = {
    ticketLookup: createTicketLookup({
      tickets: deps.tickets,
      central: deps.central,
      details: { catalog: deps.catalog, time: deps.time, now },
      clinicDay: (instant) => deps.time.dayAndTime(instant),
    }),
    ticketsByPolicy: createTicketsByPolicy({
      central: deps.central,
      listVisits: deps.listVisits,
      throttle,
      log,
    }),
    reviewList: createReviewList({ journal: deps.journal, log }),
    visitNow: askVisitNow({ central: deps.central, time: deps.time, log }),
    kiosk: deps.kiosk,
  };
  const procedures = {
    session: staffSessionProcedures({
      sessions,
      find: (proof) => findStaff(proof, { staff, passes, throttle, log }),
      audit,
      takeKiosk() {
        const open = deps.sessions.current();
        if (open?.patient || open?.subject || (open?.visits.size ?? 0) > 0) return false;
        deps.sessions.end("home");
        return true;
      },
      lock: settings.lock,
    }),
    tickets: staffTicketProcedures({
      tickets: deps.tickets,
      ticketLookup: work.ticketLookup,
      ticketsByPolicy: work.ticketsByPolicy,
      log,
    }),
    review: staffReviewProcedures(work),
    kiosk: staffKioskProcedures(deps.kiosk),
    cards: staffCardProcedures({ cards, staff }),
    help: staffHelpProcedures({ ...access, patients: deps.sessions, isClosed: deps.isClosed }),
  };
  return {
    access,
    work,
    router: createStaffRouter(procedures),
    takeCard(scan) {
      if (cards.take(scan)) return "taken";
      if (scan.kind === "card") return { pass: passes.passFor(hashOfCard(scan.code)) };
      const badge = scan.kind === "badge" ? cards.badge(scan.text) : null;
      return badge === null ? null : { pass: passes.passFor(badge) };
    },
    handle: () => sessions.current()?.handle ?? null,
    windowLost: () => sessions.lock("windowLost"),
    close() {
      sessions.lock("ended");
      throttle.close();
    },
  };
}

const createStaffRouter = (procedures: {
  readonly session: ReturnType<typeof staffSessionProcedures>;
  readonly tickets: ReturnType<typeof staffTicketProcedures>;
  readonly review: ReturnType<typeof staffReviewProcedures>;
  readonly kiosk: ReturnType<typeof staffKioskProcedures>;
  readonly cards: ReturnType<typeof staffCardProcedures>;
  readonly help: ReturnType<typeof staffHelpProcedures>;
}) => staffApi.router(procedures);

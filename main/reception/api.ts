import { implement, ORPCError } from "@orpc/server";
import { z } from "zod";
import type { CounterCaller } from "#contract/counter/base.ts";
import { type KioskErrorCode, kioskErrors } from "#contract/errors.ts";
import type { ReceptionMeta } from "#contract/reception/base.ts";
import { receptionContract } from "#contract/reception/procedures.ts";
import { staffRoles } from "#contract/staff/roles.ts";
import { mayCall } from "../staff/api.ts";
import type { Audit } from "../staff/audit/audit.ts";
import type { StaffPerson } from "../staff/staff-file.ts";
import type { WorkSession, WorkSessions } from "./sessions.ts";

/** What every call of the page is judged by, and what it came with. */
export type ReceptionContext = {
  readonly sessions: WorkSessions;
  /** The person of a session as the staff file has them now; null where they are no longer in it. */
  readonly personOf: (session: WorkSession) => StaffPerson | null;
  readonly audit: Audit;
  /** The secret of the page's cookie. */
  readonly secret: string | undefined;
  /** Gives the page this secret as its cookie. */
  readonly giveCookie: (secret: string) => void;
};

/** Who calls, for the page's own process and for the kiosk that is asked. */
export type WorkCall = {
  readonly session: WorkSession;
  readonly person: StaffPerson;
  readonly by: CounterCaller;
};

const metaSchema = z.object({ role: z.enum(["anybody", "watcher", ...staffRoles]), touches: z.boolean() });
const refusal = (code: KioskErrorCode): Error =>
  new ORPCError(code, { status: kioskErrors[code].status, data: {} });
const lockPath = "session.lock";

/**
 * The page's contract, ready to be implemented. Before its input is even read, a call must carry the cookie of a session
 * that is open, of somebody who is still in the staff file with a role that may call it. A session that was locked
 * meanwhile is answered with STAFF_SESSION_ENDED, whatever the answer was.
 */
export const receptionApi = implement(receptionContract)
  .$config({ initialInputValidationIndex: Number.POSITIVE_INFINITY })
  .$context<ReceptionContext>()
  .use(async ({ context, procedure, path, next }) => {
    // A procedure that declares nothing is a bug, and is closed to everybody.
    const { role, touches }: ReceptionMeta = metaSchema.parse(procedure["~orpc"].meta);
    const calling = (call: WorkCall | null) => next({ context: { call } });
    if (role === "anybody") return await calling(null);
    const { sessions, audit } = context;
    const session = sessions.find(context.secret);
    if (session === null && role === "watcher" && sessions.mayWatch(context.secret))
      return await calling(null);
    if (session === null) throw refusal("STAFF_SESSION_ENDED");
    const person = context.personOf(session);
    if (person === null) {
      sessions.lock(session, "removed");
      throw refusal("STAFF_SESSION_ENDED");
    }
    const { name } = person;
    if (role !== "watcher" && !mayCall(person.role, role)) {
      const act = `reception.${path.join(".")}`;
      audit.write({ who: name, role: person.role, act, step: "refused", code: "STAFF_NOT_ALLOWED" });
      throw refusal("STAFF_NOT_ALLOWED");
    }
    if (touches) sessions.touch(session);
    const result = await calling({
      session,
      person,
      by: { name, role: person.role, session: session.handle },
    });
    if (session.ended.aborted && path.join(".") !== lockPath) throw refusal("STAFF_SESSION_ENDED");
    return result;
  });

/** Who calls: every procedure but the sign-in has somebody. */
export function callerOf({ call }: { readonly call: WorkCall | null }): WorkCall {
  if (call === null) throw new Error("a procedure of the counter was called by nobody");
  return call;
}

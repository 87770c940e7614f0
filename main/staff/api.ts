import { implement, ORPCError } from "@orpc/server";
import { z } from "zod";
import { type KioskErrorCode, kioskErrors } from "#contract/errors.ts";
import type { StaffMeta } from "#contract/staff/base.ts";
import { staffContract } from "#contract/staff/procedures.ts";
import type { StaffRole } from "#contract/staff/roles.ts";
import type { Audit } from "./audit/audit.ts";
import { type AuditEntry, type AuditSubject, auditSubjectSchema } from "./audit/record.ts";
import type { StaffPerson } from "./staff-file.ts";
import type { StaffSession, StaffSessions } from "./staff-session.ts";

/** What every call of the staff contract is judged by. */
export type StaffAccess = {
  readonly sessions: StaffSessions;
  /** The person of a session as the staff file has them now; null where they are no longer in it. */
  readonly personOf: (session: StaffSession) => StaffPerson | null;
  readonly audit: Audit;
};

/** Who calls, and what the audit is to say of it beside what the input names. */
export type StaffCall = {
  readonly session: StaffSession;
  readonly person: StaffPerson;
  /** Adds to the record of this call. */
  about(subject: AuditSubject): void;
};

const refusal = (code: KioskErrorCode): Error =>
  new ORPCError(code, { status: kioskErrors[code].status, data: {} });

const ranks: Readonly<Record<StaffRole, number>> = { receptionist: 1, technician: 2 };
export const mayCall = (role: StaffRole, least: StaffRole): boolean => ranks[role] >= ranks[least];

/** That the session is over after them is what was asked for. */
const endingPaths: ReadonlySet<string> = new Set(["session.lock", "help.start"]);

/**
 * The staff contract, ready to be implemented. Before its input is even read, a call must name the session that is
 * open, of somebody who is still in the staff file with a role that may call it; one that names none does nothing. What
 * is to be audited is recorded here, so that no procedure can forget it; where the audit takes no record, nothing is
 * done. A session that was locked meanwhile is answered with STAFF_SESSION_ENDED, whatever the answer was.
 */
export const staffApi = implement(staffContract)
  .$config({ initialInputValidationIndex: Number.POSITIVE_INFINITY })
  .$context<{ readonly access: StaffAccess; readonly named: string | null }>()
  .use(async ({ context, procedure, path, next }, input) => {
    const { role, audit: kept } = metaOf(procedure["~orpc"].meta);
    const calling = (call: StaffCall | null) => next({ context: { call } });
    if (role === "anybody") return await calling(null);
    const { sessions, audit } = context.access;
    const session = sessions.current();
    if (session === null || session.id !== context.named) throw refusal("STAFF_SESSION_ENDED");
    const person = context.access.personOf(session);
    if (person === null) {
      sessions.lock("removed");
      throw refusal("STAFF_SESSION_ENDED");
    }
    let subject: AuditSubject = subjectOf(input);
    const recorded = (step: AuditEntry["step"], code?: string): boolean =>
      audit.write({
        who: person.name,
        role: person.role,
        act: path.join("."),
        step,
        ...(code === undefined ? {} : { code }),
        ...subject,
      });
    if (!mayCall(person.role, role)) {
      recorded("refused", "STAFF_NOT_ALLOWED");
      throw refusal("STAFF_NOT_ALLOWED");
    }
    if (kept !== "none") sessions.touch();
    if (kept === "change" && !recorded("begun")) throw refusal("STAFF_UNRECORDED");
    const call: StaffCall = {
      session,
      person,
      about: (more) => {
        subject = { ...subject, ...more };
      },
    };
    try {
      const result = await calling(call);
      if (kept !== "none" && !recorded("done") && kept === "look") throw refusal("STAFF_UNRECORDED");
      if (session.ended.aborted && !endingPaths.has(path.join("."))) throw refusal("STAFF_SESSION_ENDED");
      return result;
    } catch (error) {
      const code = error instanceof ORPCError ? error.code : "INTERNAL";
      if (kept !== "none" && code !== "STAFF_UNRECORDED" && code !== "STAFF_SESSION_ENDED")
        recorded("failed", code);
      throw error;
    }
  });

/** Who calls: every procedure but the sign-in has somebody. */
export function callerOf({ call }: { readonly call: StaffCall | null }): StaffCall {
  if (call === null) throw new Error("a staff procedure was called by nobody");
  return call;
}

const metaSchema = z.object({
  role: z.enum(["anybody", "receptionist", "technician"]),
  audit: z.enum(["change", "look", "none"]),
});
/** A procedure that declares nothing is a bug, and is closed to everybody. */
const metaOf = (meta: unknown): StaffMeta => metaSchema.parse(meta);

/** The input was not checked yet: only what has the form of an id is taken from it. */
function subjectOf(input: unknown): AuditSubject {
  const named = Object(input) as Record<string, unknown>;
  const pick = (key: keyof AuditSubject, value: unknown): AuditSubject => {
    const read = auditSubjectSchema.safeParse({ [key]: value });
    return value !== undefined && read.success ? read.data : {};
  };
  return {
    ...pick("visit", named.visitId),
    ...pick("entry", named.entryId),
    ...pick("ticket", named.ticketNumber),
  };
}

import { implement, ORPCError } from "@orpc/server";
import { z } from "zod";
import { idSchema } from "#contract/base/scalars.ts";
import { type CounterMeta, counterCallerSchema } from "#contract/counter/base.ts";
import { counterContract } from "#contract/counter/procedures.ts";
import { type KioskErrorCode, kioskErrors } from "#contract/errors.ts";
import { staffRoles } from "#contract/staff/roles.ts";
import { mayCall } from "../staff/api.ts";
import type { Audit } from "../staff/audit/audit.ts";
import type { AuditEntry, AuditSubject } from "../staff/audit/record.ts";

/** What every call of the counter's contract is judged by. */
export type CounterContext = {
  readonly audit: Audit;
  /** Which sessions of the counter have looked at what, as far as it is recorded. */
  readonly looks: Pick<Set<string>, "has" | "add">;
};

/** A call as the audit is to tell of it. */
export type CounterCall = {
  /** Adds to the record of this call. */
  about(subject: AuditSubject): void;
};

const metaSchema = z.object({ role: z.enum(staffRoles), audit: z.enum(["change", "look", "once", "none"]) });
const namedSchema = z.object({
  by: counterCallerSchema,
  visitId: idSchema.optional(),
  entryId: z.string().max(64).optional(),
});

const refusal = (code: KioskErrorCode): Error =>
  new ORPCError(code, { status: kioskErrors[code].status, data: {} });

/**
 * The counter's contract, ready to be implemented. What somebody at the counter does is recorded as what they do at the
 * kiosk itself is, under `counter.` and the procedure's name: before it is done and when it has ended. Where the audit
 * takes no record, nothing is done.
 */
export const counterApi = implement(counterContract)
  // Whoever is named must be read before anything is judged by it.
  .$config({ initialInputValidationIndex: Number.NEGATIVE_INFINITY })
  .$context<CounterContext>()
  .use(async ({ context, procedure, path, next }, input) => {
    // A procedure that declares nothing is a bug, and is closed to everybody.
    const meta: CounterMeta = metaSchema.parse(procedure["~orpc"].meta);
    const calling = (call: CounterCall | null) => next({ context: { call } });
    if (meta.audit === "none") return await calling(null);
    const { by, visitId, entryId } = namedSchema.parse(input);
    const act = ["counter", ...path].join(".");
    let subject: AuditSubject = {
      ...(visitId === undefined ? {} : { visit: visitId }),
      ...(entryId === undefined ? {} : { entry: entryId }),
    };
    const recorded = (step: AuditEntry["step"], code?: string): boolean =>
      context.audit.write({
        ...{ who: by.name, role: by.role, act, step },
        ...(code === undefined ? {} : { code }),
        ...subject,
      });
    if (!mayCall(by.role, meta.role)) {
      recorded("refused", "STAFF_NOT_ALLOWED");
      throw refusal("STAFF_NOT_ALLOWED");
    }
    const look = `${act} ${by.session}`;
    if (meta.audit === "once" && context.looks.has(look)) return await calling(null);
    if (meta.audit === "change" && !recorded("begun")) throw refusal("STAFF_UNRECORDED");
    const call: CounterCall = {
      about: (more) => {
        subject = { ...subject, ...more };
      },
    };
    try {
      const result = await calling(call);
      if (!recorded("done") && meta.audit !== "change") throw refusal("STAFF_UNRECORDED");
      if (meta.audit === "once") context.looks.add(look);
      return result;
    } catch (error) {
      const code = error instanceof ORPCError ? error.code : "INTERNAL";
      if (code !== "STAFF_UNRECORDED") recorded("failed", code);
      throw error;
    }
  });

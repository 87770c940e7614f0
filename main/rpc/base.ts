import { implement, ORPCError } from "@orpc/server";
import { kioskContract } from "#contract/api.ts";
import { kioskErrors } from "#contract/errors.ts";
import type { Session, Sessions } from "../sessions/session.ts";
import { SessionOver } from "../sessions/writes.ts";
import type { Refusals } from "./errors.ts";

/** The session that a call named, while it was open; null where it named none. A handler that goes over into another one says so here. */
export type Binding = { session: Session | null };

const sessionEnded = (): Error =>
  new ORPCError("SESSION_ENDED", { status: kioskErrors.SESSION_ENDED.status, data: {} });

/**
 * The contract, ready to be implemented: input and output are checked by its schemas on every call.
 *
 * Every procedure that may answer SESSION_ENDED is bound to the session that its call names. If that session isn't the
 * open one, nothing is done; if it has ended before the answer, whatever the answer was, it is SESSION_ENDED: nothing
 * of one person reaches the next. A procedure without SESSION_ENDED must answer nothing that belongs to a session.
 */
export const api = implement(kioskContract)
  .$context<{ readonly sessions: Sessions; readonly named: string | null }>()
  .use(async ({ context, procedure, next }) => {
    const open = context.sessions.current();
    const binding: Binding = { session: open?.id === context.named ? open : null };
    const isBound = "SESSION_ENDED" in procedure["~orpc"].errorMap;
    if (isBound && context.named !== null && binding.session === null) throw sessionEnded();
    const isOver = (): boolean => isBound && binding.session?.ended.aborted === true;
    try {
      const result = await next({ context: { binding } });
      if (isOver()) throw sessionEnded();
      return result;
    } catch (error) {
      // A bug stays a bug, and is logged.
      const foreseen = error instanceof ORPCError || error instanceof SessionOver;
      throw foreseen && isOver() ? sessionEnded() : error;
    }
  });

/** The session that the call named. @throws SESSION_ENDED where it named none, or it has ended since */
export function boundSession(
  { binding }: { readonly binding: Binding },
  errors: Refusals<"SESSION_ENDED">,
): Session {
  const { session } = binding;
  if (!session || session.ended.aborted) throw errors.SESSION_ENDED({ data: {} });
  return session;
}

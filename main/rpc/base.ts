import { implement, ORPCError } from "@orpc/server";
import { kioskContract } from "#contract/api.ts";
import { kioskErrors } from "#contract/errors.ts";
import type { Refusals } from "./errors.ts";

/** What a call can be bound to. */
type Bindable = { readonly id: string; readonly ended: AbortSignal };

/**
 * The session that a call named, while it was open; null where it named none. A handler that goes over into another one
 * says so here.
 */
export type Binding<S extends Bindable> = { session: S | null };

/** The session is over: a change that had not begun is not begun any more. */
export class SessionOver extends Error {
  override readonly name = "SessionOver";
}

const sessionEnded = (): Error =>
  new ORPCError("SESSION_ENDED", { status: kioskErrors.SESSION_ENDED.status, data: {} });

/**
 * The contract, ready to be implemented: input and output are checked by its schemas on every call.
 *
 * Every procedure that may answer SESSION_ENDED is bound to the session that its call names. If that session isn't the
 * open one, nothing is done; if it has ended before the answer, whatever the answer was, it is SESSION_ENDED: nothing
 * of one person reaches the next. A procedure without SESSION_ENDED must answer nothing that belongs to a session.
 */
export const implementContract = <S extends Bindable>() =>
  implement(kioskContract)
    .$context<{ readonly sessions: { current(): S | null }; readonly named: string | null }>()
    .use(async ({ context, procedure, next }) => {
      const open = context.sessions.current();
      const binding: Binding<S> = { session: open?.id === context.named ? open : null };
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
export function boundSession<S extends Bindable>(
  { binding }: { readonly binding: Binding<S> },
  errors: Refusals<"SESSION_ENDED">,
): S {
  const { session } = binding;
  if (!session || session.ended.aborted) throw errors.SESSION_ENDED({ data: {} });
  return session;
}

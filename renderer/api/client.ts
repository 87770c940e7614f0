import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/fetch";
import type { ContractRouterClient } from "@orpc/contract";
import type { KioskContract } from "#contract/api.ts";
import { sessionHeader } from "#contract/sessions/session-header.ts";

/** The core as the screens see it: every procedure of contract/api.ts as an async function. */
export type Api = ContractRouterClient<KioskContract, CallContext>;

/** The session that a call is for, where it isn't the one that is on the screen. */
type CallContext = { readonly session?: string | null };

/**
 * A client for the core at `origin`, such as `http://127.0.0.1:8080`. The access cookie travels by itself; each call
 * names the session that was on the screen when it was made.
 * @param sessionNow the id of that session; null where there is none
 */
export function createApi(origin: string, sessionNow: () => string | null): Api {
  const link = new RPCLink<CallContext>({
    url: `${origin}/rpc`,
    headers: ({ context }) => (context.session ? { [sessionHeader]: context.session } : {}),
  });
  return createORPCClient<Api>({
    // The link reads its headers a moment later, when the next patient may have begun.
    call: (path, input, options) =>
      link.call(path, input, { ...options, context: { session: sessionNow(), ...options.context } }),
  });
}

import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/fetch";
import type { ContractRouterClient } from "@orpc/contract";
import type { StaffContract } from "#contract/staff/procedures.ts";
import { staffHeader } from "#contract/staff/staff-header.ts";

/** The core as the staff screens see it. */
export type StaffApi = ContractRouterClient<StaffContract, CallContext>;
type CallContext = { readonly session?: string | null };

/**
 * A client for the staff contract at `origin`. Each call names the staff session that was open when it was made.
 * @param sessionNow its id; null where nobody has signed in
 */
export function createStaffApi(origin: string, sessionNow: () => string | null): StaffApi {
  const link = new RPCLink<CallContext>({
    url: `${origin}/staff`,
    headers: ({ context }) => (context.session ? { [staffHeader]: context.session } : {}),
  });
  return createORPCClient<StaffApi>({
    call: (path, input, options) =>
      link.call(path, input, { ...options, context: { session: sessionNow(), ...options.context } }),
  });
}

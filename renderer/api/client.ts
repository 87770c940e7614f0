import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/fetch";
import type { ContractRouterClient } from "@orpc/contract";
import type { KioskContract } from "#contract/api.ts";

/** The core as the screens see it: every procedure of contract/api.ts as an async function. */
export type Api = ContractRouterClient<KioskContract>;

/** A client for the core at `origin`, such as `http://127.0.0.1:8080`. The access cookie travels by itself. */
export function createApi(origin: string): Api {
  return createORPCClient<Api>(new RPCLink({ url: `${origin}/rpc` }));
}

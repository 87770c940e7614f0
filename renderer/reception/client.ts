import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/fetch";
import type { ContractRouterClient } from "@orpc/contract";
import type { ReceptionContract } from "#contract/reception/procedures.ts";

/** The counter's process as the page sees it. */
export type ReceptionApi = ContractRouterClient<ReceptionContract>;

/** A client for the process at `origin`. The session's cookie travels by itself. */
export const createReceptionApi = (origin: string): ReceptionApi =>
  createORPCClient<ReceptionApi>(new RPCLink({ url: `${origin}/rpc` }));

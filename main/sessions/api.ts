import { type Binding, implementContract } from "../rpc/base.ts";
import type { Session } from "./session.ts";

export { boundSession } from "../rpc/base.ts";

/** The contract, ready to be implemented, its calls bound to the session that they name. */
export const api = implementContract<Session>();

/** What a handler's context tells of its session. */
export type SessionContext = { readonly binding: Binding<Session> };

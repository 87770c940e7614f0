import { createContext, useContext } from "react";
import type { Api } from "../api/client.ts";
import type { Actions } from "../state/actions.ts";

/** What screens reach the core by: `api` to read, `act` for everything that changes something. */
export type Core = { readonly api: Api; readonly act: Actions };

const CoreContext = createContext<Core | null>(null);
export const CoreProvider = CoreContext.Provider;

export function useCore(): Core {
  const core = useContext(CoreContext);
  if (core === null) throw new Error("no CoreProvider above this component");
  return core;
}

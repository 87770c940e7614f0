import { createContext, useContext } from "react";
import type { Api } from "../api/client.ts";
import type { QueryUtils, StaffQueryUtils } from "../api/queries.ts";
import type { Actions } from "../state/actions.ts";
import type { StaffActions } from "../state/staff-actions.ts";

/**
 * What screens reach the core by: `orpc` to read, `act` for everything that changes something, `api` for single calls;
 * `staff` is the same for the people at the counter.
 */
export type Core = {
  readonly api: Api;
  readonly orpc: QueryUtils;
  readonly act: Actions;
  readonly staff: { readonly orpc: StaffQueryUtils; readonly act: StaffActions };
};

const CoreContext = createContext<Core | null>(null);
export const CoreProvider = CoreContext.Provider;

export function useCore(): Core {
  const core = useContext(CoreContext);
  if (core === null) throw new Error("no CoreProvider above this component");
  return core;
}

import { createContext, use } from "react";
import type { CounterActions } from "./actions.ts";
import type { ReceptionApi } from "./client.ts";

type CounterCore = { readonly api: ReceptionApi; readonly act: CounterActions };

export const CounterContext = createContext<CounterCore | null>(null);

/** The process' procedures, and everything that a key of the page can set going. */
export function useCounter(): CounterCore {
  const core = use(CounterContext);
  if (core === null) throw new Error("outside of the counter's page");
  return core;
}

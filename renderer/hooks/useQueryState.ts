import type { UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import { type Failure, failureOf } from "../api/failures.ts";

/** The faces that a screen has for what it reads. */
export type QueryState<T> =
  | { readonly state: "loading" }
  | { readonly state: "ready"; readonly value: T }
  | { readonly state: "failed"; readonly failure: Failure };

/**
 * A query as one of three faces. What is on the screen stays there until the next answer: a list while it is read
 * again or while the core is away (the notice about the link tells why), a failure while another try is made.
 */
export function useQueryState<T>(query: UseQueryResult<T, unknown>): QueryState<T> {
  const { data, error, isPending, errorUpdateCount } = query;
  const [lastError, setLastError] = useState<unknown>(null);
  if (error !== null && error !== lastError) setLastError(error);
  // The library forgets the error of a query without data as soon as it is asked again.
  const isRetried = isPending && errorUpdateCount > 0;
  const shownError = isRetried ? lastError : error;
  const failure = shownError === null ? null : failureOf(shownError);
  if (failure?.kind === "known") return { state: "failed", failure };
  return data === undefined ? { state: "loading" } : { state: "ready", value: data };
}

import { isDefinedError, ORPCError } from "@orpc/client";
import type { KioskErrorCode, KioskErrorData } from "#contract/errors.ts";
import { kioskErrors } from "#contract/errors.ts";

/**
 * Why a call brought nothing: a code that a screen has a text for, a core that didn't answer, no right of
 * access, or a bug.
 */
export type Failure =
  | {
      readonly [Code in KioskErrorCode]: {
        readonly kind: "known";
        readonly code: Code;
        readonly data: KioskErrorData<Code>;
      };
    }[KioskErrorCode]
  | { readonly kind: "coreAway" }
  | { readonly kind: "denied" }
  | { readonly kind: "bug"; readonly message: string };

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

/** Waits for a call to the core and turns whatever went wrong into a {@link Failure}. Never throws. */
export async function ask<T>(call: Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, value: await call };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
}

/** Why a call brought nothing, from what it threw. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof ORPCError)) return { kind: "coreAway" };
  if (isDefinedError(error) && error.code in kioskErrors) {
    const code = error.code as KioskErrorCode;
    const data = kioskErrors[code].data.safeParse(error.data);
    // Code and data were just matched by the schema of that very code, which TypeScript can't follow.
    if (data.success) return { kind: "known", code, data: data.data } as Failure;
  }
  if (error.status === 401 || error.status === 403) return { kind: "denied" };
  if (error.status === 502 || error.status === 503 || error.status === 504) return { kind: "coreAway" };
  return { kind: "bug", message: `${error.code} ${error.status}` };
}

/** Whether a sign-in must be sent again with the name. */
export const isNameNeeded = (failure: Failure): boolean =>
  failure.kind === "known" && failure.code === "NAME_NEEDED";

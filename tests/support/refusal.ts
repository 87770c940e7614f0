import { isDefinedError } from "@orpc/client";
import type { KioskErrorCode, KioskErrorData } from "#contract/errors.ts";

/** The typed error that a call must end with; anything else fails the test. */
export async function refusalOf<Code extends KioskErrorCode>(
  call: Promise<unknown>,
  code: Code,
): Promise<KioskErrorData<Code>> {
  try {
    await call;
  } catch (error) {
    const known =
      error instanceof Error && isDefinedError(error) ? (error as { code: string; data: unknown }) : null;
    if (known?.code === code) return known.data as KioskErrorData<Code>;
    throw error;
  }
  throw new Error(`expected ${code}, and the call succeeded`);
}

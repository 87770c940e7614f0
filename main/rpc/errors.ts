import type { KioskErrorCode, KioskErrorData } from "#contract/errors.ts";

/** What makes these errors, as a procedure's handler is given it. */
export type Refusals<Codes extends KioskErrorCode> = {
  readonly [Code in Codes]: (more: { data: KioskErrorData<Code> }) => Error;
};

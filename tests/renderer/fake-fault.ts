import { ORPCError } from "@orpc/server";
import { type KioskErrorCode, kioskErrors } from "#contract/errors.ts";

/** An answer of the core that its screen is prepared for. */
export const faultOf = (code: KioskErrorCode, data: Record<string, unknown>): ORPCError<string, unknown> =>
  new ORPCError(code, { defined: true, status: kioskErrors[code].status, data });

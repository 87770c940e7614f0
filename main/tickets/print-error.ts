import { unreachable } from "#contract/base/result.ts";
import type { Refusals } from "../rpc/errors.ts";
import type { QueueOutcome } from "./queue/types.ts";

/** What staff are answered where nothing came out, or nobody knows whether it did. */
export function printError(
  outcome: Exclude<QueueOutcome, { kind: "printed" }>,
  errors: Refusals<"PRINTER_NOT_READY" | "PRINT_IN_DOUBT">,
): Error {
  switch (outcome.kind) {
    case "refused":
      return errors.PRINTER_NOT_READY({ data: { status: outcome.status } });
    case "cancelled":
      return errors.PRINTER_NOT_READY({ data: { status: "unknown" } });
    case "unknown":
      return errors.PRINT_IN_DOUBT({ data: { status: outcome.status } });
    default:
      return unreachable(outcome);
  }
}

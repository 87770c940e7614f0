import { implement } from "@orpc/server";
import { kioskContract } from "#contract/api.ts";

/** The contract, ready to be implemented: input and output are checked by its schemas on every call. */
export const api = implement(kioskContract);

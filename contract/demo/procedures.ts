import { oc } from "@orpc/contract";
import { z } from "zod";
import { emptyObject } from "../base/empty-object.ts";
import { errorsOf } from "../errors.ts";
import { demoInfoSchema, demoSwitchesSchema } from "./demo.ts";

/** Answers NOT_FOUND unless the kiosk runs against the embedded demo central API. */
export const demoContract = {
  info: oc.input(emptyObject).output(demoInfoSchema).errors(errorsOf("NOT_FOUND")),
  set: oc
    .input(demoSwitchesSchema.partial().strict())
    .output(demoSwitchesSchema)
    .errors(errorsOf("NOT_FOUND")),
  /** Holds the paper policy of a demo patient (by its unified number) to a scanner that isn't there. */
  scan: oc
    .input(z.strictObject({ number: z.string().max(16) }))
    .output(emptyObject)
    .errors(errorsOf("NOT_FOUND")),
};

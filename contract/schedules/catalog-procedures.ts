import { oc } from "@orpc/contract";
import { z } from "zod";
import { emptyObject } from "../base/empty-object.ts";
import { idSchema } from "../base/scalars.ts";
import { errorsOf } from "../errors.ts";
import { branchSchema, doctorSchema, organizationSchema, serviceSchema } from "./catalog.ts";

export const catalogContract = {
  organizations: oc.input(emptyObject).output(z.array(organizationSchema)),
  branches: oc.input(z.strictObject({ organizationId: idSchema })).output(z.array(branchSchema)),
  /** `closed` tells what is known of the person whom the visit is for. */
  services: oc
    .input(z.strictObject({ branchId: idSchema }))
    .output(z.array(serviceSchema))
    .errors(errorsOf("SESSION_ENDED")),
  doctors: oc
    .input(z.strictObject({ branchId: idSchema, serviceId: idSchema }))
    .output(z.array(doctorSchema)),
};

import { oc } from "@orpc/contract";
import { z } from "zod";
import { emptyObject } from "../base/empty-object.ts";
import { idSchema } from "../base/scalars.ts";
import { errorsOf } from "../errors.ts";
import { branchSchema, doctorSchema, organizationSchema, ownPlaceSchema, serviceSchema } from "./catalog.ts";

export const catalogContract = {
  organizations: oc.input(emptyObject).output(z.array(organizationSchema)),
  /** Where the kiosk stands; null where nothing there is open to the person whom the visit is for. */
  here: oc.input(emptyObject).output(ownPlaceSchema.nullable()).errors(errorsOf("SESSION_ENDED")),
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

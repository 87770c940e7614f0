import { oc } from "@orpc/contract";
import { emptyObject } from "../base/empty-object.ts";
import { kioskInfoSchema } from "./kiosk-info.ts";

export const kioskInfoContract = {
  info: oc.input(emptyObject).output(kioskInfoSchema),
};

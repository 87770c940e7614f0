import { oc } from "@orpc/contract";
import { z } from "zod";
import { languageSchema } from "../base/scalars.ts";
import { errorsOf } from "../errors.ts";
import { consentTextSchema, consentVariants } from "./consent-text.ts";

export const consentContract = {
  /**
   * The agreement to process personal data in this language (Russian where there is no translation), worded for
   * the person whom the visit is for: oneself, a child, another adult. `variant` asks for the agreement to keep a
   * card about such a person instead.
   */
  consent: oc
    .input(z.strictObject({ language: languageSchema, variant: z.enum(consentVariants).optional() }))
    .output(consentTextSchema)
    .errors(errorsOf("SESSION_ENDED")),
};

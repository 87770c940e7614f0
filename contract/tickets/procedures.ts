import { oc } from "@orpc/contract";
import { z } from "zod";
import { emptyObject } from "../base/empty-object.ts";
import { idSchema, languageSchema } from "../base/scalars.ts";
import { errorsOf } from "../errors.ts";
import { longestEmail } from "../mail/email-address.ts";

export const ticketContract = {
  /** The ticket as the printer draws it: a PNG, base64. Only visits booked or listed in this session. */
  preview: oc
    .input(z.strictObject({ visitId: idSchema, language: languageSchema }))
    .output(z.object({ png: z.string(), width: z.int(), height: z.int() }))
    .errors(errorsOf("SESSION_ENDED", "NOT_FOUND")),
  print: oc
    .input(z.strictObject({ visitId: idSchema, language: languageSchema }))
    .output(emptyObject)
    .errors(errorsOf("SESSION_ENDED", "NOT_FOUND", "TICKETS_USED_UP", "PRINTER_NOT_READY", "PRINT_IN_DOUBT")),
  /**
   * Sends a copy by e-mail, in the background, of a visit booked or listed in this session. The same address again
   * changes nothing; TICKETS_USED_UP: it went to as many as it may. NOT_FOUND also where no mail is sent.
   */
  email: oc
    .input(
      z.strictObject({ visitId: idSchema, address: z.string().max(longestEmail), language: languageSchema }),
    )
    .output(emptyObject)
    .errors(errorsOf("SESSION_ENDED", "NOT_FOUND", "EMAIL_INVALID", "TICKETS_USED_UP")),
  /** What the patient says to "did the ticket come out?". Without an open question nothing happens. */
  cameOut: oc
    .input(z.strictObject({ visitId: idSchema, yes: z.boolean() }))
    .output(emptyObject)
    .errors(errorsOf("SESSION_ENDED", "NOT_FOUND")),
};

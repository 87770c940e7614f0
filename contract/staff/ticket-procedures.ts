import { z } from "zod";
import { emptyObject } from "../base/empty-object.ts";
import { idSchema, languageSchema } from "../base/scalars.ts";
import { errorsOf } from "../errors.ts";
import { unifiedLength } from "../patients/policy.ts";
import { ticketSchema } from "../tickets/ticket.ts";
import { dateSchema, dayAndTimeSchema } from "../time/calendar.ts";
import { forRole } from "./base.ts";

/** Whether a ticket came out: `unknown` also where a presenter can't tell. */
const paperStates = ["printed", "notPrinted", "unknown"] as const;

/** A ticket that was asked for at this kiosk, and what became of it last. `at`: when it was asked for. */
export const ticketEntrySchema = z.object({
  ticket: ticketSchema,
  paper: z.enum(paperStates),
  at: dayAndTimeSchema,
});
export type TicketEntry = z.infer<typeof ticketEntrySchema>;

/** Tickets for reception: found in four ways, looked at, printed as copies. Only a ticket that was found in this session. */
export const staffTicketContract = {
  /** Tickets of the last twelve hours at this kiosk, the newest first. */
  today: forRole("receptionist", "look").input(emptyObject).output(z.array(ticketEntrySchema)),
  /** The ticket whose code was scanned; one of another kiosk, or older, as the central API has it. */
  byScan: forRole("receptionist", "look")
    .input(z.strictObject({ visitId: idSchema }))
    .output(ticketSchema)
    .errors(errorsOf("NOT_FOUND", "CENTRAL_AWAY")),
  /** Those of `today` that have this number, with or without leading zeros. */
  byNumber: forRole("receptionist", "look")
    .input(z.strictObject({ ticketNumber: z.string().regex(/^\d{1,16}$/) }))
    .output(z.array(ticketEntrySchema)),
  /** Tickets of the visits that a patient still has before them, by what a scanned policy says. */
  byPolicy: forRole("receptionist", "look")
    .input(
      z.strictObject({
        number: z.string().regex(new RegExp(`^\\d{${unifiedLength}}$`)),
        birthDate: dateSchema,
      }),
    )
    .output(z.array(ticketSchema))
    .errors(errorsOf("PATIENT_NOT_FOUND", "PATIENT_AMBIGUOUS", "TOO_MANY_TRIES", "CENTRAL_AWAY")),
  /** As `ticket.preview`. */
  preview: forRole("receptionist", "none")
    .input(z.strictObject({ visitId: idSchema, language: languageSchema }))
    .output(z.object({ png: z.string(), width: z.int(), height: z.int() }))
    .errors(errorsOf("NOT_FOUND")),
  /** Prints it, marked «КОПИЯ». */
  print: forRole("receptionist", "change")
    .input(z.strictObject({ visitId: idSchema, language: languageSchema }))
    .output(emptyObject)
    .errors(errorsOf("NOT_FOUND", "PRINTER_NOT_READY", "PRINT_IN_DOUBT")),
  /** What is answered to "did it come out?". */
  cameOut: forRole("receptionist", "change")
    .input(z.strictObject({ visitId: idSchema, yes: z.boolean() }))
    .output(emptyObject)
    .errors(errorsOf("NOT_FOUND")),
};

import { z } from "zod";
import { emptyObject } from "../base/empty-object.ts";
import { idSchema, languageSchema } from "../base/scalars.ts";
import { reviewItemSchema } from "../booking/review-item.ts";
import { errorsOf } from "../errors.ts";
import { serviceStates } from "../maintenance/service-state.ts";
import { unifiedLength } from "../patients/policy.ts";
import { entryIdSchema, reviewNotes, visitNowSchema } from "../staff/review-procedures.ts";
import { ticketEntrySchema } from "../staff/ticket-procedures.ts";
import { ticketSchema } from "../tickets/ticket.ts";
import { dateSchema } from "../time/calendar.ts";
import { counterCallerSchema, forCounter, forProcess } from "./base.ts";
import { counterStateSchema } from "./counter-state.ts";

/** The longest lists that are answered; `waiting` of the state counts all. */
export const longestLists = { tickets: 500, entries: 200 } as const;

const by = counterCallerSchema;
const aboutVisit = z.strictObject({ by, visitId: idSchema });
const aboutEntry = z.strictObject({ by, entryId: entryIdSchema });
const onPaper = aboutVisit.extend({ language: languageSchema });

/** A ticket as a picture, marked «КОПИЯ»: a PNG, base64, with its size in dots and its paper's width. */
export const ticketDocumentSchema = z.object({
  png: z.string(),
  width: z.int().positive(),
  height: z.int().positive(),
  widthMm: z.int().positive(),
});

/** Tickets of the last twelve hours, the newest first; operations to settle, the oldest first. */
export const counterListsSchema = z.object({
  revision: z.string().max(64),
  tickets: z.array(ticketEntrySchema).max(longestLists.tickets),
  entries: z.array(reviewItemSchema).max(longestLists.entries),
});
export type CounterLists = z.infer<typeof counterListsSchema>;

/**
 * What the counter's process and a kiosk say to each other. The kiosk serves it at an address of its own, to whoever
 * has its token or a certificate of its authority; no screen of the kiosk reaches it, and it reaches none of theirs.
 */
export const counterContract = {
  /** Names nobody, and is recorded nowhere. */
  state: forProcess.input(emptyObject).output(counterStateSchema),
  lists: forCounter("receptionist", "once").input(z.strictObject({ by })).output(counterListsSchema),
  tickets: {
    /** The ticket of this visit: one of this kiosk, or else as the central API has it. */
    byCode: forCounter("receptionist", "look")
      .input(aboutVisit)
      .output(ticketSchema)
      .errors(errorsOf("NOT_FOUND", "CENTRAL_AWAY")),
    /** Tickets of the visits that a patient still has before them. It counts as a try, as at the kiosk. */
    byPolicy: forCounter("receptionist", "look")
      .input(
        z.strictObject({
          by,
          number: z.string().regex(new RegExp(`^\\d{${unifiedLength}}$`)),
          birthDate: dateSchema,
        }),
      )
      .output(z.array(ticketSchema).max(longestLists.tickets))
      .errors(errorsOf("PATIENT_NOT_FOUND", "PATIENT_AMBIGUOUS", "TOO_MANY_TRIES", "CENTRAL_AWAY")),
    /** For another printer than the kiosk's. That it came out there is said by `inHand`. */
    document: forCounter("receptionist", "change")
      .input(onPaper)
      .output(ticketDocumentSchema)
      .errors(errorsOf("NOT_FOUND", "CENTRAL_AWAY")),
    /** Prints a copy here. STAFF_PATIENT_HERE: another patient stands at the kiosk, and would take it. */
    print: forCounter("receptionist", "change")
      .input(onPaper)
      .output(emptyObject)
      .errors(
        errorsOf("NOT_FOUND", "CENTRAL_AWAY", "STAFF_PATIENT_HERE", "PRINTER_NOT_READY", "PRINT_IN_DOUBT"),
      ),
    /** The patient has a ticket in hand: what is open about the visit's paper is closed. */
    inHand: forCounter("receptionist", "change").input(aboutVisit).output(emptyObject),
  },
  review: {
    now: forCounter("receptionist", "look")
      .input(aboutEntry)
      .output(visitNowSchema)
      .errors(errorsOf("NOT_FOUND")),
    done: forCounter("receptionist", "change")
      .input(aboutEntry.extend({ note: z.enum(reviewNotes) }))
      .output(emptyObject)
      .errors(errorsOf("NOT_FOUND")),
  },
  maintenance: {
    /** DISK_REFUSES: the kiosk's disk refuses, and the kiosk is as it was. */
    set: forCounter("technician", "change")
      .input(z.strictObject({ by, service: z.enum(serviceStates) }))
      .output(emptyObject)
      .errors(errorsOf("DISK_REFUSES")),
  },
};

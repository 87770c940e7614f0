import { z } from "zod";
import { emptyObject } from "../base/empty-object.ts";
import { idSchema, languageSchema } from "../base/scalars.ts";
import { counterListsSchema, ticketDocumentSchema } from "../counter/procedures.ts";
import { errorsOf } from "../errors.ts";
import { serviceStates } from "../maintenance/service-state.ts";
import { longestScanText } from "../scanner/scan.ts";
import { entryIdSchema, reviewNotes, visitNowSchema } from "../staff/review-procedures.ts";
import { staffRoles } from "../staff/roles.ts";
import { ticketSchema } from "../tickets/ticket.ts";
import { dateSchema } from "../time/calendar.ts";
import { forKiosk, forReception, forVisitor, forWatcher } from "./base.ts";
import { kioskIdSchema, lobbySchema } from "./lobby.ts";

/** Who works at the counter. Their session is a cookie that no script reads. */
const workerSchema = z.object({
  name: z.string(),
  role: z.enum(staffRoles),
  /** Without a touch until it is locked, seconds. */
  lock: z.int().positive(),
});
export type Worker = z.infer<typeof workerSchema>;

const kiosk = kioskIdSchema;
const aboutVisit = z.strictObject({ kiosk, visitId: idSchema });
const aboutEntry = z.strictObject({ kiosk, entryId: entryIdSchema });

/**
 * What the page at the counter and the counter's process say to each other. Everything but the sign-in asks for a
 * session, and names nobody to a page whose session was locked; what a kiosk is asked to do is done in the name of whoever has signed in.
 */
export const receptionContract = {
  session: {
    signIn: forVisitor
      .input(z.strictObject({ pin: z.string().regex(/^\d{4,8}$/) }))
      .output(workerSchema)
      .errors(errorsOf("STAFF_UNKNOWN", "STAFF_UNRECORDED", "TOO_MANY_TRIES")),
    /** Who has signed in, for a page that was loaded anew. */
    current: forReception("receptionist", false).input(emptyObject).output(workerSchema),
    stay: forReception("receptionist", true).input(emptyObject).output(emptyObject),
    lock: forReception("receptionist", false).input(emptyObject).output(emptyObject),
  },
  lobby: {
    state: forWatcher.input(emptyObject).output(lobbySchema),
    /** As the kiosk told them last. */
    lists: forReception("receptionist", false)
      .input(z.strictObject({ kiosk }))
      .output(counterListsSchema)
      .errors(errorsOf("NOT_FOUND")),
  },
  tickets: {
    /** `kiosk`: whom to ask; any of the lobby knows every visit that the central API has. */
    byCode: forKiosk().input(aboutVisit).output(ticketSchema).errors(errorsOf("CENTRAL_AWAY")),
    /**
     * Tickets of the visits that a patient still has before them. `policy`: its number, or what a scanner typed of the
     * barcode of a paper one, which holds the birth date; of a number the birth date is asked for besides.
     */
    byPolicy: forKiosk()
      .input(
        z.strictObject({
          kiosk,
          policy: z.string().max(longestScanText),
          birthDate: dateSchema.nullable(),
        }),
      )
      .output(z.array(ticketSchema))
      .errors(
        errorsOf(
          ...(["POLICY_INVALID", "PATIENT_NOT_FOUND", "PATIENT_AMBIGUOUS"] as const),
          ...(["TOO_MANY_TRIES", "CENTRAL_AWAY"] as const),
        ),
      ),
    document: forKiosk()
      .input(aboutVisit.extend({ language: languageSchema }))
      .output(ticketDocumentSchema)
      .errors(errorsOf("CENTRAL_AWAY")),
    /** Prints on the printer of `on`; once it came out, nothing is open about this paper at `kiosk` either. */
    print: forKiosk()
      .input(aboutVisit.extend({ on: kiosk, language: languageSchema }))
      .output(emptyObject)
      .errors(errorsOf("CENTRAL_AWAY", "STAFF_PATIENT_HERE", "PRINTER_NOT_READY", "PRINT_IN_DOUBT")),
    inHand: forKiosk().input(aboutVisit).output(emptyObject),
  },
  review: {
    now: forKiosk().input(aboutEntry).output(visitNowSchema),
    done: forKiosk()
      .input(aboutEntry.extend({ note: z.enum(reviewNotes) }))
      .output(emptyObject),
  },
  maintenance: {
    set: forKiosk("technician")
      .input(z.strictObject({ kiosk, service: z.enum(serviceStates) }))
      .output(emptyObject)
      .errors(errorsOf("DISK_REFUSES")),
  },
};
export type ReceptionContract = typeof receptionContract;

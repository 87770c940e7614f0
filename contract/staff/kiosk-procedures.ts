import { z } from "zod";
import { emptyObject } from "../base/empty-object.ts";
import { logLevels } from "../base/log.ts";
import { bookingStates } from "../conformance/booking-state.ts";
import { errorsOf } from "../errors.ts";
import { serviceStates } from "../maintenance/service-state.ts";
import { printerStatuses } from "../printer/printer-status.ts";
import { scannerStates } from "../scanner/scan.ts";
import { forRole } from "./base.ts";

const countSchema = z.int().nonnegative();
/** ms since 1970. */
const instantSchema = z.number();

/** How the kiosk stands, as `infomat status` tells it. */
const kioskStateSchema = z.object({
  version: z.string(),
  /** Since when the program runs. */
  since: instantSchema,
  service: z.enum(serviceStates),
  central: z.object({
    state: z.enum(["online", "stale", "never"]),
    /** Age of the stored schedules, seconds; null before the first load. */
    age: countSchema.nullable(),
    /** By how much its clock is ahead of this machine's, seconds. */
    clockAhead: z.int(),
  }),
  booking: z.enum(bookingStates),
  printer: z.enum(printerStatuses),
  printQueue: countSchema,
  /** The roll as its change was told last; null where it never was. `tickets`: printed since, copies not counted. */
  roll: z.object({ changedAt: instantSchema, tickets: countSchema }).nullable(),
  scanner: z.enum(scannerStates),
  /** Of the disk that holds the data folder, bytes; null where it can't be asked. `low`: it has to be seen to. */
  disk: z.object({ free: countSchema, total: countSchema, low: z.boolean() }).nullable(),
  /** Operations that the kiosk still settles by itself, and those that only people can. */
  unsettled: countSchema,
  toSettle: countSchema,
});
export type KioskState = z.infer<typeof kioskStateSchema>;

/** A line of the log. `text`: what happened, in English as everything that is logged. */
const kioskEventSchema = z.object({
  at: instantSchema,
  level: z.enum(logLevels),
  event: z.string(),
  text: z.string(),
});
export type KioskLogEvent = z.infer<typeof kioskEventSchema>;

/** `notYet`: it takes longer than was waited. */
export const pullOutcomes = ["done", "failed", "notYet"] as const;

/** What a technician does at the kiosk. Each act is done, or answered with why it wasn't. */
export const staffKioskContract = {
  state: forRole("technician", "none").input(emptyObject).output(kioskStateSchema),
  /** The last warnings and errors of the log, the newest first. */
  events: forRole("technician", "look").input(emptyObject).output(z.array(kioskEventSchema)),
  /** Prints a ticket of nobody. */
  testPrint: forRole("technician", "change")
    .input(emptyObject)
    .output(emptyObject)
    .errors(errorsOf("PRINTER_NOT_READY", "PRINT_IN_DOUBT")),
  /** A new roll is in the printer. */
  rollChanged: forRole("technician", "change")
    .input(emptyObject)
    .output(emptyObject)
    .errors(errorsOf("DISK_REFUSES")),
  /** Pulls what has changed at the central API. */
  syncNow: forRole("technician", "change")
    .input(emptyObject)
    .output(z.object({ outcome: z.enum(pullOutcomes) })),
  /** Takes the kiosk out of service, and puts it back. */
  setService: forRole("technician", "change")
    .input(z.strictObject({ service: z.enum(serviceStates) }))
    .output(emptyObject)
    .errors(errorsOf("DISK_REFUSES")),
  /** Starts the kiosk's program anew; the answer comes before. */
  restart: forRole("technician", "change").input(emptyObject).output(emptyObject),
  /** Ends the kiosk's program until the machine, or the program, is started again; the answer comes before. */
  leave: forRole("technician", "change")
    .input(emptyObject)
    .output(emptyObject)
    .errors(errorsOf("DISK_REFUSES")),
};

import { join } from "node:path";
import { z } from "zod";
import { pullOutcomes } from "#contract/staff/kiosk-procedures.ts";

/**
 * What the command `infomat` asks a running core: HTTP over a Unix socket in the data folder, which nobody but the
 * kiosk's user and root can open. Nothing personal is answered.
 */
export const controlSocketIn = (dataDir: string): string => join(dataDir, "control.sock");

/** The longest path that a Unix socket can have (sun_path of Linux, with its closing zero). */
export const longestSocketPath = 107;

/** What keeps a kiosk from being idle: then it must be neither restarted nor updated. */
export const busyReasons = {
  SESSION_OPEN: "Somebody is at the kiosk",
  STAFF_SESSION_OPEN: "Somebody of the staff is signed in at the kiosk",
  UNSETTLED: "Bookings, cancels or moves are not settled yet",
  PRINTING: "Tickets are printed, or wait for the printer",
} as const;
export type BusyReason = keyof typeof busyReasons;
const busyReasonSchema = z.enum(Object.keys(busyReasons) as BusyReason[]);

const countSchema = z.int().min(0);

/** How the kiosk stands. Codes are those of docs/monitoring.md. */
export const statusSchema = z.object({
  version: z.string(),
  /** Since when the core runs, ISO 8601. */
  since: z.iso.datetime(),
  /** Whether patients can book now. */
  ready: z.boolean(),
  missing: z.array(z.object({ code: z.string(), text: z.string() })),
  idle: z.boolean(),
  busyWith: z.array(busyReasonSchema),
  outOfService: z.boolean(),
  central: z.object({
    state: z.string(),
    /** Age of the stored schedules, seconds; null before the first load. */
    age: z.number().nullable(),
    /** By how much its clock is ahead of this machine's, seconds. */
    clockAhead: z.number(),
  }),
  booking: z.string(),
  window: z.string(),
  unsettled: countSchema,
  forReception: z.object({ operations: countSchema, unreadable: countSchema, tickets: countSchema }),
  printer: z.string(),
  printQueue: countSchema,
  scanner: z.string(),
  /** Of the disk that holds the data folder, bytes; null where it can't be asked. `low`: it has to be seen to. */
  disk: z.object({ free: countSchema, total: countSchema, low: z.boolean() }).nullable().default(null),
  /** Null where no e-mail is sent. */
  mailWaiting: countSchema.nullable(),
  /** Resident memory of the core, bytes. */
  memory: countSchema,
});
export type KioskStatus = z.infer<typeof statusSchema>;

/** `busy`: a patient is at the kiosk, and nobody insisted. */
export const resetAnswerSchema = z.object({ outcome: z.enum(["done", "busy"]) });
export type ResetAnswer = z.infer<typeof resetAnswerSchema>;

/** As `kiosk.syncNow` of the staff contract. */
export const syncAnswerSchema = z.object({ outcome: z.enum(pullOutcomes) });

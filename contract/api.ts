import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import { cards, session } from "./api-people.ts";
import { booking, ticket } from "./api-visits.ts";
import {
  branchSchema,
  consentTextSchema,
  consentVariants,
  dateSchema,
  daySchema,
  demoInfoSchema,
  demoSwitchesSchema,
  doctorSchema,
  idSchema,
  instantSchema,
  languageSchema,
  offerSchema,
  organizationSchema,
  serviceSchema,
  timeCellSchema,
} from "./domain.ts";
import { errorsOf } from "./errors.ts";
import { kioskEventSchema } from "./events.ts";
import { kioskInfoSchema } from "./kiosk-info.ts";
import { emptyObject } from "./nothing.ts";
import { heardScanSchema, longestScanText } from "./scan.ts";

/** Characters that can be spoken at once. */
export const longestSpoken = 500;

const kiosk = {
  info: oc.input(emptyObject).output(kioskInfoSchema),
  /**
   * The agreement to process personal data in this language (Russian where there is no translation), worded for
   * the person whom the visit is for: oneself, a child, another adult. `variant` asks for the agreement to keep a
   * card about such a person instead.
   */
  consent: oc
    .input(z.strictObject({ language: languageSchema, variant: z.enum(consentVariants).optional() }))
    .output(consentTextSchema)
    .errors(errorsOf("SESSION_ENDED")),
  /** The page's heartbeat. A page that stops sending it is restarted by the shell. */
  beat: oc.input(emptyObject).output(z.object({ now: instantSchema })),
  /** A fault of the page itself, for the log. `stack` must hold no personal data. */
  pageFault: oc
    .input(z.strictObject({ message: z.string().max(500), stack: z.string().max(4000) }))
    .output(emptyObject),
};

const catalog = {
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

const schedule = {
  /**
   * Every day of the booking horizon, whole weeks from Monday, oldest first; and the first day that can be
   * booked. Asking also makes the core refresh this schedule in the background.
   */
  days: oc
    .input(z.strictObject({ scheduleId: idSchema, serviceId: idSchema }))
    .output(z.object({ today: dateSchema, days: z.array(daySchema), nearest: dateSchema.nullable() }))
    .errors(errorsOf("NOT_FOUND")),
  times: oc
    .input(z.strictObject({ scheduleId: idSchema, serviceId: idSchema, date: dateSchema }))
    .output(z.array(timeCellSchema))
    .errors(errorsOf("NOT_FOUND")),
  /** Free times of all doctors of a service at a branch, nearest first. */
  nearest: oc
    .input(z.strictObject({ branchId: idSchema, serviceId: idSchema, limit: z.int().min(1).max(20) }))
    .output(z.array(offerSchema)),
};

const scanner = {
  /**
   * Reads a text that was typed into the page too fast for a hand. Signing in with what it holds is the page's
   * next call, the same as for typed numbers, under the same limits.
   */
  read: oc
    .input(z.strictObject({ text: z.string().max(longestScanText) }))
    .output(heardScanSchema)
    .errors(errorsOf("SESSION_ENDED")),
};

/** Answers NOT_FOUND unless the kiosk runs against the embedded demo central API. */
const demo = {
  info: oc.input(emptyObject).output(demoInfoSchema).errors(errorsOf("NOT_FOUND")),
  set: oc
    .input(demoSwitchesSchema.partial().strict())
    .output(demoSwitchesSchema)
    .errors(errorsOf("NOT_FOUND")),
  /** Holds the paper policy of a demo patient (by its unified number) to a scanner that isn't there. */
  scan: oc
    .input(z.strictObject({ number: z.string().max(16) }))
    .output(emptyObject)
    .errors(errorsOf("NOT_FOUND")),
};

const speech = {
  /** Spoken by a program of the kiosk's own: a WAV file, base64. Nothing of the text is kept or logged. */
  say: oc
    .input(z.strictObject({ text: z.string().min(1).max(longestSpoken), language: languageSchema }))
    .output(z.object({ wav: z.string() }))
    .errors(errorsOf("SPEECH_UNAVAILABLE", "SESSION_ENDED")),
};

const events = {
  listen: oc.input(emptyObject).output(eventIterator(kioskEventSchema)),
};

/**
 * The whole of what the lobby's screens and the core say to each other. Nothing of it is for the people at the desk:
 * whoever stands in the lobby could ask for it.
 */
export const kioskContract = {
  kiosk,
  catalog,
  schedule,
  session,
  cards,
  scanner,
  booking,
  ticket,
  demo,
  speech,
  events,
};
export type KioskContract = typeof kioskContract;

import { z } from "zod";
import { hubOperations } from "#contract/n3/index.ts";

const times = z.int().min(0).max(1_000_000);
const ms = z.int().min(0).max(3_600_000);

/** The faults that the stand-in hub can be told to show. Counted ones act on so many calls and are off again. */
export const hubSwitchesSchema = z.strictObject({
  /** Every connection is cut without an answer. */
  away: z.boolean(),
  /** Every answer waits this long. */
  slow: ms,
  /** Counted: HTML and 503. */
  html503: times,
  /** Counted: a SOAP fault with this code and 500. */
  fault: times,
  faultCode: z.string().regex(/^\w{1,80}$/),
  /** Counted: every answer is cut in half; what was asked for is done. */
  truncated: times,
  /** Counted, of writes: the connection is cut with nothing done, or with everything done. */
  dropBeforeCommit: times,
  dropAfterCommit: times,
  /** Counted, of writes: the connection is cut, and what was asked for is done `commitDelay` later. */
  dropThenCommit: times,
  commitDelay: ms,
  /** Counted, of writes: refused with `errorNumber`, nothing done, or everything done. */
  errorBeforeCommit: times,
  errorAfterCommit: times,
  errorNumber: z.int().min(0).max(9999),
  /** Counted, of bookings: the doctor's day is locked by somebody who books there (39). */
  dayLocked: times,
  /** A booking, and a cancel, is in the history so much later. */
  historyLag: ms,
  /** A cancel is a claim that is carried out so much later. */
  cancelDelay: ms,
  /** Bookings of this speciality are in no history; null: of none. */
  hiddenSpeciality: z.string().max(200).nullable(),
  /** A cancelled time comes back under another id. */
  freshIds: z.boolean(),
  /** `idAppointmentPrev` is ignored, whatever the clinic's system does else. */
  prevIgnored: z.boolean(),
  /** So many bookings this caller has of a doctor's day, then the whole day is hidden; null: no share. */
  quota: z.int().min(0).max(1000).nullable(),
  /** How dates are told: by the wall clock, with seven digits of a fraction, or with an offset. */
  dates: z.enum(["plain", "fraction", "offset"]),
  /** Dates that aren't known are told as the year 1. */
  yearOne: z.boolean(),
  /** An error list of success, and nulls: as the clinic's system does, nil, or absent. */
  nulls: z.enum(["own", "nil", "absent"]),
  unsorted: z.boolean(),
  /** Only patients who are attached to a clinic are known there. */
  attachedOnly: z.boolean(),
  /** Only this operation, and only this clinic; null: all. */
  operation: z.enum(Object.keys(hubOperations) as [string, ...string[]]).nullable(),
  clinic: z.int().nullable(),
});
type HubSwitches = z.infer<typeof hubSwitchesSchema>;

const off: HubSwitches = {
  away: false,
  slow: 0,
  html503: 0,
  fault: 0,
  faultCode: "InternalServiceFault",
  truncated: 0,
  dropBeforeCommit: 0,
  dropAfterCommit: 0,
  dropThenCommit: 0,
  commitDelay: 1000,
  errorBeforeCommit: 0,
  errorAfterCommit: 0,
  errorNumber: 602,
  dayLocked: 0,
  historyLag: 0,
  cancelDelay: 0,
  hiddenSpeciality: null,
  freshIds: false,
  prevIgnored: false,
  quota: null,
  dates: "plain",
  yearOne: false,
  nulls: "own",
  unsorted: false,
  attachedOnly: false,
  operation: null,
  clinic: null,
};

type CountedSwitch =
  | "html503"
  | "fault"
  | "truncated"
  | "dropBeforeCommit"
  | "dropAfterCommit"
  | "dropThenCommit"
  | "errorBeforeCommit"
  | "errorAfterCommit"
  | "dayLocked";

export type HubSwitchBoard = {
  get(): HubSwitches;
  /** Changes some switches and leaves the rest. @throws ZodError for values that are none */
  set(change: Partial<HubSwitches>): HubSwitches;
  covers(operation: string, clinic: number | null): boolean;
  /** Uses a counted switch once; false where it is off. */
  use(name: CountedSwitch): boolean;
};

export function createHubSwitches(): HubSwitchBoard {
  let state = off;
  return {
    get: () => state,
    set(change) {
      state = hubSwitchesSchema.parse({ ...state, ...change });
      return state;
    },
    covers: (operation, clinic) =>
      (state.operation === null || state.operation === operation) &&
      (state.clinic === null || state.clinic === clinic),
    use(name) {
      if (state[name] === 0) return false;
      state = { ...state, [name]: state[name] - 1 };
      return true;
    },
  };
}

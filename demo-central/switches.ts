import { z } from "zod";

const times = z.int().min(0).max(1_000_000);

/** The faults that this central API can be told to show, at the FHIR address only. */
export const switchesSchema = z.strictObject({
  /** Every connection is cut without an answer. */
  away: z.boolean(),
  /** Every answer waits this long, ms. */
  slow: z.int().min(0).max(600_000),
  /** So many of the next requests are answered with `failStatus`. */
  fail: times,
  failStatus: z.int().min(500).max(599),
  /** Every request is answered by somebody else's web page (200, text/html); nothing is done. */
  html: z.boolean(),
  /** Every JSON answer is cut in half; what was asked for is done. */
  truncated: z.boolean(),
  /** So many of the next transactions are cut off with nothing kept. */
  dropBeforeCommit: times,
  /** So many of the next transactions are kept, and cut off without an answer. */
  dropAfterCommit: times,
  /** So many of the next transactions are refused with 409, nothing kept. */
  conflict: times,
  /**
   * Only requests whose path below the FHIR address starts with this, such as `/Slot`; `/` alone means the
   * address itself, where transactions go. Null: all.
   */
  path: z.string().startsWith("/").max(200).nullable(),
});
type Switches = z.infer<typeof switchesSchema>;

const switchesOff: Switches = {
  away: false,
  slow: 0,
  fail: 0,
  failStatus: 503,
  html: false,
  truncated: false,
  dropBeforeCommit: 0,
  dropAfterCommit: 0,
  conflict: 0,
  path: null,
};

/** A switch that counts down: it acts on so many requests and is off again. */
type CountedSwitch = "fail" | "dropBeforeCommit" | "dropAfterCommit" | "conflict";

export type SwitchBoard = {
  get(): Switches;
  /** Changes some switches and leaves the rest. @throws ZodError for values that are none */
  set(change: Partial<Switches>): Switches;
  /** Whether faults are meant for this path (below the FHIR address, with its leading slash). */
  covers(path: string): boolean;
  /** Uses a counted switch once; false where it is off. */
  use(name: CountedSwitch): boolean;
};

export function createSwitchBoard(): SwitchBoard {
  let state = switchesOff;
  return {
    get: () => state,
    set(change) {
      state = switchesSchema.parse({ ...state, ...change });
      return state;
    },
    covers(path) {
      if (state.path === null) return true;
      return state.path === "/" ? path === "/" || path === "" : path.startsWith(state.path);
    },
    use(name) {
      if (state[name] === 0) return false;
      state = { ...state, [name]: state[name] - 1 };
      return true;
    },
  };
}

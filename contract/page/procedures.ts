import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import { emptyObject } from "../base/empty-object.ts";
import { chordForm } from "../keyboard/keys.ts";
import { instantSchema } from "../time/calendar.ts";
import { kioskEventSchema } from "./events.ts";

export const pageContract = {
  /** The page's heartbeat. A page that stops sending it is restarted by the shell. */
  beat: oc.input(emptyObject).output(z.object({ now: instantSchema })),
  /** A fault of the page itself, for the log. `stack` must hold no personal data. */
  pageFault: oc
    .input(z.strictObject({ message: z.string().max(500), stack: z.string().max(4000) }))
    .output(emptyObject),
  /** Keys were pressed that a browser or a desktop would act on; they did nothing. For the security stream. */
  escapeTried: oc.input(z.strictObject({ keys: z.string().regex(chordForm) })).output(emptyObject),
};

export const eventContract = {
  listen: oc.input(emptyObject).output(eventIterator(kioskEventSchema)),
};

import { z } from "zod";
import { serviceStates } from "../maintenance/service-state.ts";
import { printerStatuses } from "../printer/printer-status.ts";
import { instantSchema } from "../time/calendar.ts";
import { counterProtocol } from "./base.ts";

const countSchema = z.int().nonnegative();

/** How a kiosk stands, as the counter sees it. Nothing of it names a patient. */
export const counterStateSchema = z.object({
  protocol: z.literal(counterProtocol),
  version: z.string().max(64),
  /** The kiosk's number: its tickets begin with it. */
  kiosk: z.string().max(16),
  timeZone: z.string().max(64),
  service: z.enum(serviceStates),
  /** What keeps patients from booking, by the codes of `/readyz`; a later version may have more. */
  missing: z.array(z.string().max(64)).max(32),
  /** What a later version knows besides is `unknown` here. */
  printer: z.enum(printerStatuses).catch("unknown"),
  /** When the stored schedule was last known to be fresh; null before the first load. */
  centralFreshAt: instantSchema.nullable(),
  /** A patient is at the kiosk. */
  busy: z.boolean(),
  /** Tickets that didn't come out, or may not have; operations that people must settle. */
  waiting: z.object({ tickets: countSchema, operations: countSchema }),
  /** Another word whenever `lists` would answer otherwise. */
  revision: z.string().max(64),
});
export type CounterState = z.infer<typeof counterStateSchema>;

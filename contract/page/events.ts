import { z } from "zod";
import { idSchema } from "../base/scalars.ts";
import { centralStateSchema } from "../central/central-state.ts";
import { bookingStates } from "../conformance/booking-state.ts";
import { demoSwitchesSchema } from "../demo/demo.ts";
import { serviceStates } from "../maintenance/service-state.ts";
import { printerStatuses } from "../printer/printer-status.ts";
import { ticketFates } from "../printer/ticket-fate.ts";
import { heardScanSchema } from "../scanner/scan.ts";
import { sessionStateSchema } from "../sessions/session-state.ts";

/**
 * What the core pushes to the screens. The stream opens with one event of each kind that has a state
 * (`central`, `booking`, `printer`, `service`, `session`, `staff`, in demo mode `demo`), so a screen that reconnects is whole again.
 */
export const kioskEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("central"), central: centralStateSchema }),
  z.object({ type: z.literal("booking"), booking: z.enum(bookingStates) }),
  /** Organizations, services or doctors changed: lists are read again. */
  z.object({ type: z.literal("catalog") }),
  /** Slots of this schedule changed: an open grid is read again and repaints in place. */
  z.object({ type: z.literal("schedule"), scheduleId: idSchema }),
  z.object({ type: z.literal("printer"), status: z.enum(printerStatuses) }),
  z.object({ type: z.literal("service"), service: z.enum(serviceStates) }),
  /** What became known of a ticket of this session after its printing had ended. */
  z.object({ type: z.literal("ticket"), visitId: idSchema, fate: z.enum(ticketFates) }),
  /** Something was held to the scanner just now. It is told once; a page that wasn't listening has missed it. */
  z.object({ type: z.literal("scanner"), scan: heardScanSchema }),
  z.object({ type: z.literal("session"), session: sessionStateSchema }),
  /** Who works at the kiosk: the handle of the staff session that is open, or nobody. */
  z.object({ type: z.literal("staff"), handle: z.string().nullable() }),
  z.object({ type: z.literal("demo"), switches: demoSwitchesSchema }),
]);
export type KioskEvent = z.infer<typeof kioskEventSchema>;

import { api } from "./base.ts";
import { bookingProcedures } from "./booking.ts";
import { cardProcedures } from "./cards.ts";
import { catalogProcedures } from "./catalog.ts";
import { demoProcedures } from "./demo.ts";
import { eventProcedures } from "./events.ts";
import { kioskProcedures } from "./kiosk.ts";
import type { Parts } from "./parts.ts";
import { scannerProcedures } from "./scanner.ts";
import { scheduleProcedures } from "./schedule.ts";
import { sessionProcedures } from "./session.ts";
import { speechProcedures } from "./speech.ts";
import { ticketProcedures } from "./ticket.ts";

/** The contract, implemented. */
export const createRouter = (parts: Parts) =>
  api.router({
    kiosk: kioskProcedures(parts),
    catalog: catalogProcedures(parts),
    schedule: scheduleProcedures(parts),
    session: sessionProcedures(parts),
    cards: cardProcedures(parts),
    scanner: scannerProcedures(parts),
    booking: bookingProcedures(parts),
    ticket: ticketProcedures(parts),
    demo: demoProcedures(parts),
    speech: speechProcedures(parts),
    events: eventProcedures(parts),
  });
export type KioskRouter = ReturnType<typeof createRouter>;

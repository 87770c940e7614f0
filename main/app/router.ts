import { bookingProcedures } from "../booking/procedures.ts";
import { demoProcedures } from "../demo/procedures.ts";
import { eventProcedures } from "../page/procedures.ts";
import { cardProcedures } from "../patients/card-procedures.ts";
import { sessionProcedures } from "../patients/sign-in-procedures.ts";
import { api } from "../rpc/base.ts";
import type { Parts } from "../rpc/parts.ts";
import { scannerProcedures } from "../scanner/procedures.ts";
import { catalogProcedures } from "../schedules/catalog-procedures.ts";
import { scheduleProcedures } from "../schedules/procedures.ts";
import { speechProcedures } from "../speech/procedures.ts";
import { ticketProcedures } from "../tickets/procedures.ts";
import { kioskProcedures } from "./kiosk-procedures.ts";

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

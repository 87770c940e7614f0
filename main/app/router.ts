import { api } from "../sessions/api.ts";
import type { CoreContext } from "./context.ts";
import { kioskInfoProcedures } from "./kiosk-info.ts";
import type { Modules } from "./modules.ts";
import { ownClinic } from "./own-clinic.ts";

/** The contract, implemented: the modules' procedures under the contract's paths. */
export const createRouter = (context: CoreContext, modules: Modules, version: string) => {
  const { page, maintenance, sessions, consents, schedules, conformance, tickets } = modules;
  const { scanner, speech, demo, mail, booking, visits, patients, sync, flow, central, now } = modules;
  const info = kioskInfoProcedures({
    context,
    version,
    flow,
    capabilities: central.capabilities,
    sendsMail: mail !== null,
    clinic: () => ownClinic(context, schedules.catalog),
    now,
    states: () => ({
      central: sync.state(),
      booking: conformance.state(),
      printer: tickets.status(),
      service: maintenance.state(),
      speech: speech.available(),
      session: sessions.sessions.state(),
    }),
  });
  return api.router({
    kiosk: { ...info, ...page.procedures.kiosk, ...consents.procedures },
    catalog: schedules.procedures.catalog,
    schedule: schedules.procedures.schedule,
    session: { ...sessions.procedures, ...patients.procedures.identity },
    cards: patients.procedures.cards,
    scanner: scanner.procedures,
    booking: { ...booking.procedures, ...visits.procedures },
    ticket: tickets.procedures,
    demo: demo.procedures,
    speech: speech.procedures,
    events: page.procedures.events,
  });
};

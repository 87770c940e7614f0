import { bookingContract } from "./booking/procedures.ts";
import { consentContract } from "./consents/procedures.ts";
import { demoContract } from "./demo/procedures.ts";
import { kioskInfoContract } from "./kiosk/procedures.ts";
import { eventContract, pageContract } from "./page/procedures.ts";
import { cardContract } from "./patients/card-procedures.ts";
import { identityContract } from "./patients/identity-procedures.ts";
import { scannerContract } from "./scanner/procedures.ts";
import { catalogContract } from "./schedules/catalog-procedures.ts";
import { scheduleContract } from "./schedules/schedule-procedures.ts";
import { sessionContract } from "./sessions/procedures.ts";
import { speechContract } from "./speech/procedures.ts";
import { ticketContract } from "./tickets/procedures.ts";
import { visitContract } from "./visits/procedures.ts";

/**
 * The whole of what the lobby's screens and the core say to each other. Nothing of it is for the people at reception:
 * whoever stands in the lobby could ask for it. Each folder here has its procedures beside its values.
 */
export const kioskContract = {
  kiosk: { ...kioskInfoContract, ...consentContract, ...pageContract },
  catalog: catalogContract,
  schedule: scheduleContract,
  session: { ...sessionContract, ...identityContract },
  cards: cardContract,
  scanner: scannerContract,
  booking: { ...bookingContract, ...visitContract },
  ticket: ticketContract,
  demo: demoContract,
  speech: speechContract,
  events: eventContract,
};
export type KioskContract = typeof kioskContract;

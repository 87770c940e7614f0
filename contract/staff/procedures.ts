import { staffCardContract } from "./card-procedures.ts";
import { staffHelpContract } from "./help-procedures.ts";
import { staffKioskContract } from "./kiosk-procedures.ts";
import { staffReviewContract } from "./review-procedures.ts";
import { staffSessionContract } from "./session-procedures.ts";
import { staffTicketContract } from "./ticket-procedures.ts";

/**
 * What the screens of the people at the counter and the core say to each other. It is served apart from the lobby's
 * contract: each call must name a staff session, and each procedure declares who may call it.
 */
export const staffContract = {
  session: staffSessionContract,
  tickets: staffTicketContract,
  review: staffReviewContract,
  kiosk: staffKioskContract,
  cards: staffCardContract,
  help: staffHelpContract,
};
export type StaffContract = typeof staffContract;

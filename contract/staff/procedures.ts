import { staffSessionContract } from "./session-procedures.ts";

/**
 * What the screens of the people at the counter and the core say to each other. It is served apart from the lobby's
 * contract: each call must name a staff session, and each procedure declares who may call it.
 */
export const staffContract = {
  session: staffSessionContract,
};
export type StaffContract = typeof staffContract;

/**
 * Why a scan became nobody's card. `nothing`: none came in time. `noCard`: a policy, a ticket, or too few signs.
 * `taken`: it is somebody else's. `ended`: the wait was ended.
 */
export const cardFaults = ["nothing", "noCard", "taken", "ended"] as const;
export type CardFault = (typeof cardFaults)[number];

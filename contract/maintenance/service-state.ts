/** `closed`: under service. A session that is open goes on; none can be begun. */
export const serviceStates = ["open", "closed"] as const;
export type ServiceState = (typeof serviceStates)[number];

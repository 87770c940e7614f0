/**
 * Whether this kiosk may book at the central API. `untested`: the central API has not yet answered the self-test.
 * `closed`: it does not keep what exact booking needs; schedules are shown all the same.
 */
export const bookingStates = ["open", "closed", "untested"] as const;
export type BookingState = (typeof bookingStates)[number];

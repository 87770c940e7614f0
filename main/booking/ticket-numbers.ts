/**
 * Ticket numbers of this kiosk: three digits of its own number, then a counter of at least four digits, which the
 * journal keeps. Fixed width keeps kiosks apart (`00110001` is kiosk 1, `0110001` is kiosk 11). Used where the central API gives
 * no number of its own.
 */
export const createTicketNumbers = (next: () => number, kioskNumber: number): (() => string) => {
  const prefix = String(kioskNumber).padStart(3, "0");
  return () => prefix + String(next()).padStart(4, "0");
};

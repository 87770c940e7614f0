import type { Store } from "./open.ts";

/**
 * Ticket numbers of this kiosk: three digits of its own number, then a counter of at least four digits that survives
 * restarts. Fixed width keeps kiosks apart (`00110001` is kiosk 1, `0110001` is kiosk 11). Used where the centre gives
 * no number of its own.
 */
export function createTicketNumbers(store: Store, kioskNumber: number): () => string {
  const next = store
    .prepare<[], number>(
      "INSERT INTO ticket_counter (only, last) VALUES (1, 1) ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last",
    )
    .pluck();
  return () => String(kioskNumber).padStart(3, "0") + String(next.get()).padStart(4, "0");
}

/**
 * What a printer tells of a ticket: it came out after all, waits in the presenter, was taken from there,
 * or was retracted.
 */
export const ticketFates = ["printed", "presented", "taken", "retracted"] as const;
export type TicketFateName = (typeof ticketFates)[number];

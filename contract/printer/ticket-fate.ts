/**
 * What a printer tells of a ticket: it came out after all, waits at the mouth of a presenter, was taken from
 * there, or was drawn back.
 */
export const ticketFates = ["printed", "presented", "taken", "retracted"] as const;
export type TicketFateName = (typeof ticketFates)[number];

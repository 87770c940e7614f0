import { z } from "zod";
import type { VisitStatus } from "#contract/index.ts";
import { dateWordsSchema } from "#contract/index.ts";

const text = z.string().trim().min(1).max(300);

/** All that a ticket says around its facts: the section `ticket` of a language's file, with its `dates`. */
export const ticketTextsSchema = z.strictObject({
  dates: dateWordsSchema,
  number: text,
  room: text,
  roomUnknown: text,
  time: text,
  doctor: text,
  service: text,
  patient: text,
  status: text,
  statusBooked: text,
  statusPending: text,
  statusArrived: text,
  statusFulfilled: text,
  statusCancelled: text,
  statusNoshow: text,
  reminder: text,
  cancel: text,
  cancelAtReception: text,
  phone: text,
  issued: text,
  issuedBy: text,
  code: text,
  copy: text,
  copyMade: text,
});
export type TicketTexts = z.infer<typeof ticketTextsSchema>;

const statusKeys = {
  booked: "statusBooked",
  pending: "statusPending",
  arrived: "statusArrived",
  fulfilled: "statusFulfilled",
  cancelled: "statusCancelled",
  noshow: "statusNoshow",
} as const satisfies Record<VisitStatus, Exclude<keyof TicketTexts, "dates">>;

/** A visit's status in words. */
export const statusText = (status: VisitStatus, texts: TicketTexts): string => texts[statusKeys[status]];

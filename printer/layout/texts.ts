import { z } from "zod";
import type { VisitStatus } from "#contract/index.ts";

const text = z.string().trim().min(1).max(300);

/** The section `ticket` of a language's file: all that a ticket says around its facts. `locale` is the file's. */
export const ticketTextsSchema = z.strictObject({
  locale: z.string().refine(hasWords, { error: "not a locale this machine has the words of" }),
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
  cancelAtDesk: text,
  phone: text,
  issued: text,
  code: text,
  copy: text,
  copyMade: text,
});
export type TicketTexts = z.infer<typeof ticketTextsSchema>;

function hasWords(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf([tag]).length === 1;
  } catch {
    // A RangeError: not even the shape of a language tag.
    return false;
  }
}

const statusKeys = {
  booked: "statusBooked",
  pending: "statusPending",
  arrived: "statusArrived",
  fulfilled: "statusFulfilled",
  cancelled: "statusCancelled",
  noshow: "statusNoshow",
} as const satisfies Record<VisitStatus, keyof TicketTexts>;

/** A visit's status in words. */
export const statusText = (status: VisitStatus, texts: TicketTexts): string => texts[statusKeys[status]];

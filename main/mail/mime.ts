import type { SendMailOptions } from "nodemailer";
import type { EmailMessage } from "./mail-transport.ts";

/** A letter as nodemailer takes it. */
export const mimeOf = (letter: EmailMessage, from: string): SendMailOptions => ({
  from,
  to: { name: "", address: letter.to },
  subject: letter.subject,
  text: letter.text,
  html: letter.html,
  messageId: letter.messageId,
  date: new Date(letter.date),
  headers: {
    // Nobody's out-of-office answers this (RFC 3834; the second one is Exchange's own).
    "Auto-Submitted": "auto-generated",
    "X-Auto-Response-Suppress": "All",
  },
});

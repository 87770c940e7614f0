import type { SendMailOptions } from "nodemailer";
import type { EmailMessage } from "./mail-transport.ts";

/** An e-mail as nodemailer takes it. */
export const mimeOf = (email: EmailMessage, from: string): SendMailOptions => ({
  from,
  to: { name: "", address: email.to },
  subject: email.subject,
  text: email.text,
  html: email.html,
  messageId: email.messageId,
  date: new Date(email.date),
  headers: {
    // Nobody's out-of-office answers this (RFC 3834; the second one is Exchange's own).
    "Auto-Submitted": "auto-generated",
    "X-Auto-Response-Suppress": "All",
  },
});

/** An e-mail with all that a mail server is told. */
export type EmailMessage = {
  /** The address alone. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** With its angle brackets; the same each time that this e-mail is sent. */
  readonly messageId: string;
  /** When it was written, ms. */
  readonly date: number;
};

/**
 * How a try to hand an e-mail over has ended. `why` and `code` go into the log: no address stands in them.
 * - `accepted`: the server has taken it over.
 * - `refused`: it never will, so says the server. `code` is its answer (SMTP, 5xx).
 * - `later`: not now; or nobody knows, because the connection was lost before the server's last answer.
 */
export type SendResult =
  | { readonly kind: "accepted" }
  | { readonly kind: "refused"; readonly code: number }
  | { readonly kind: "later"; readonly why: string };

/** Hands e-mails over to whatever brings them on. Never throws what is expected. */
export type MailTransport = {
  send(email: EmailMessage, signal: AbortSignal): Promise<SendResult>;
};

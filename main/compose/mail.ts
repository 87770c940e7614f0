import type { Clock, Ids, Log } from "#contract/ports.ts";
import { type MailSettings, senderAddress } from "../config/mail-settings.ts";
import type { Carrier } from "../mail/carrier.ts";
import { createFolderCarrier } from "../mail/folder-carrier.ts";
import { type LetterTexts, writeLetter } from "../mail/letter.ts";
import { openOutbox } from "../mail/outbox/outbox.ts";
import { createPost, type Post } from "../mail/post.ts";
import { createSmtpCarrier } from "../mail/smtp-carrier.ts";
import { letterLanguage, loadMailTexts } from "../mail/texts.ts";
import type { TicketTextsOf } from "../printing/ticket-texts.ts";
import { StoreError } from "../store/errors.ts";

export type MailRoomOptions = {
  readonly settings: MailSettings | undefined;
  readonly demo: boolean;
  readonly outboxFile: string;
  /** Where letters go in demo mode without a mail server. */
  readonly lettersDir: string;
  readonly key: Uint8Array;
  readonly localesDir: string;
  readonly languages: readonly string[];
  readonly ticketTexts: TicketTextsOf;
  readonly cancelAhead: number;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
};

/**
 * Copies of tickets by e-mail; null where none can be sent: no mail server is configured, or the outbox can't be
 * used, which keeps nobody from booking.
 */
export function composeMail(options: MailRoomOptions): Post | null {
  const { settings, log } = options;
  const carrier = carrierOf(options);
  if (!carrier) return null;
  try {
    const { outboxFile: file, key, clock } = options;
    const mailTexts = loadMailTexts(options.localesDir, options.languages, log);
    const textsOf = (language: string): LetterTexts => ({
      language,
      ticket: options.ticketTexts(language),
      mail: mailTexts(language),
    });
    return createPost({
      outbox: openOutbox({ file, key, clock }),
      carrier,
      write: ({ ticket, language }) =>
        writeLetter({
          ticket,
          texts: textsOf(letterLanguage),
          second: language === letterLanguage ? null : textsOf(language),
          cancelAhead: options.cancelAhead,
        }),
      domain: senderAddress(settings?.from ?? "")?.split("@")[1] ?? "infomat.invalid",
      clock,
      ids: options.ids,
      log,
    });
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    log.error("no e-mail is sent: the outbox can't be used", { code: error.code });
    return null;
  }
}

function carrierOf({ settings, demo, lettersDir }: MailRoomOptions): Carrier | null {
  if (settings) return createSmtpCarrier(settings);
  return demo ? createFolderCarrier(lettersDir) : null;
}

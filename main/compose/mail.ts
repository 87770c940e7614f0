import { senderAddress } from "../config/mail-settings.ts";
import type { Carrier } from "../mail/carrier.ts";
import { createFolderCarrier } from "../mail/folder-carrier.ts";
import { type LetterTexts, writeLetter } from "../mail/letter.ts";
import { openOutbox } from "../mail/outbox/outbox.ts";
import { createPost, type Post } from "../mail/post.ts";
import { createSmtpCarrier } from "../mail/smtp-carrier.ts";
import { letterLanguage, loadMailTexts } from "../mail/texts.ts";
import type { TicketTextsOf } from "../printing/ticket-texts.ts";
import { StoreError } from "../store/errors.ts";
import type { Ground } from "./ground.ts";

/**
 * Copies of tickets by e-mail; null where none can be sent: no mail server is configured, or the outbox can't be
 * used, which keeps nobody from booking.
 *
 * @param now the centre's clock, ms
 */
export function composeMail(ground: Ground, ticketTexts: TicketTextsOf, now: () => number): Post | null {
  const { config, folder, clock, ids, log } = ground;
  const carrier = carrierOf(ground);
  if (!carrier) return null;
  try {
    const mailTexts = loadMailTexts(ground.localesDir, ground.languages, log);
    const textsOf = (language: string): LetterTexts => ({
      language,
      ticket: ticketTexts(language),
      mail: mailTexts(language),
    });
    return createPost({
      outbox: openOutbox({ file: folder.outboxFile, key: folder.key, clock }),
      carrier,
      write: ({ ticket, language }) =>
        writeLetter({
          ticket,
          texts: textsOf(letterLanguage),
          second: language === letterLanguage ? null : textsOf(language),
          cancelAhead: config.rules.cancelAhead,
        }),
      domain: senderAddress(config.mail?.from ?? "")?.split("@")[1] ?? "infomat.invalid",
      now,
      clock,
      ids,
      log,
    });
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    log.error("no e-mail is sent: the outbox can't be used", { code: error.code });
    return null;
  }
}

function carrierOf({ config, options, folder }: Ground): Carrier | null {
  if (config.mail) return createSmtpCarrier(config.mail);
  return options.demo ? createFolderCarrier(folder.lettersDir) : null;
}

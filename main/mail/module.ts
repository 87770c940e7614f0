import type { Log } from "#contract/ports.ts";
import type { Ground } from "../app/context.ts";
import { isUnwritable, StoreError } from "../store/errors.ts";
import { openAnew } from "../store/open-anew.ts";
import type { TicketTextsOf } from "../tickets/ticket-texts.ts";
import type { Carrier } from "./carrier.ts";
import { createFolderCarrier } from "./folder-carrier.ts";
import { type LetterTexts, writeLetter } from "./letter.ts";
import { openOutbox } from "./outbox/outbox.ts";
import { createPost, type Post } from "./post.ts";
import { senderAddress } from "./settings.ts";
import { createSmtpCarrier } from "./smtp-carrier.ts";
import { letterLanguage, loadMailTexts } from "./texts.ts";

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
    const post = createPost({
      outbox: openAnew({
        file: folder.outboxFile,
        open: (file) => openOutbox({ file, key: folder.key, clock }),
        what: "the outbox",
        lost: "e-mails that were waiting to go",
        log,
      }),
      carrier,
      write: ({ ticket, language, change }) =>
        writeLetter({
          ticket,
          ...(change ? { change } : {}),
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
    return {
      ...post,
      send: unlessFull(log, post.send),
      visitChanged: unlessFull(log, post.visitChanged),
    };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    log.error("no e-mail is sent: the outbox can't be used", { code: error.code });
    return null;
  }
}

/** A booking stands whether or not its e-mail can be kept. */
const unlessFull =
  <Given extends unknown[]>(log: Log, work: (...given: Given) => void) =>
  (...given: Given): void => {
    try {
      work(...given);
    } catch (error) {
      if (!isUnwritable(error)) throw error;
      log.error("an e-mail can't be kept: the outbox takes no writes");
    }
  };

function carrierOf({ config, options, folder }: Ground): Carrier | null {
  if (config.mail) return createSmtpCarrier(config.mail);
  return options.demo ? createFolderCarrier(folder.lettersDir) : null;
}

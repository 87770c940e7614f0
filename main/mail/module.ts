import type { Clock, Ids } from "#contract/base/ports.ts";
import type { TicketTexts } from "#printer/index.ts";
import type { Log } from "../log/events.ts";
import { isUnwritable, StoreError } from "../store/errors.ts";
import { openAnew } from "../store/open-anew.ts";
import { type EmailTexts, writeEmail } from "./email-message.ts";
import { createFolderTransport } from "./folder-transport.ts";
import type { MailTransport } from "./mail-transport.ts";
import { createMailer, type Mailer } from "./mailer.ts";
import { loadMailTexts, mailLanguage } from "./messages.ts";
import { openOutbox } from "./outbox/outbox.ts";
import { type MailSettings, senderAddress } from "./settings.ts";
import { createSmtpTransport } from "./smtp-transport.ts";

export type MailDeps = {
  /** Without a mail server, nothing is sent but into `demoDir`. */
  readonly settings: MailSettings | undefined;
  /** The demo's folder of e-mails; null outside of the demo. */
  readonly demoDir: string | null;
  readonly outboxFile: string;
  readonly key: Buffer;
  readonly localesDir: string;
  readonly languages: readonly string[];
  readonly ticketTexts: (language: string) => TicketTexts;
  /** Hours before a visit until which patients are asked to cancel it. */
  readonly cancelAhead: number;
  /** The central API's clock, ms. */
  readonly now: () => number;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
};

/**
 * Copies of tickets by e-mail; null where none can be sent: no mail server is configured, or the outbox can't be
 * used, which keeps nobody from booking.
 */
export function createMailModule(deps: MailDeps): Mailer | null {
  const { settings, key, clock, ids, log } = deps;
  const transport = transportOf(deps);
  if (!transport) return null;
  try {
    const mailTexts = loadMailTexts(deps.localesDir, deps.languages, log);
    const textsOf = (language: string): EmailTexts => ({
      language,
      ticket: deps.ticketTexts(language),
      mail: mailTexts(language),
    });
    const mailer = createMailer({
      outbox: openAnew({
        file: deps.outboxFile,
        open: (file) => openOutbox({ file, key, clock }),
        what: "outbox",
        log,
      }),
      transport,
      write: ({ ticket, language, change }) =>
        writeEmail({
          ticket,
          ...(change ? { change } : {}),
          texts: textsOf(mailLanguage),
          second: language === mailLanguage ? null : textsOf(language),
          cancelAhead: deps.cancelAhead,
        }),
      domain: senderAddress(settings?.from ?? "")?.split("@")[1] ?? "infomat.invalid",
      now: deps.now,
      clock,
      ids,
      log,
    });
    return {
      ...mailer,
      send: unlessFull(log, mailer.send),
      visitChanged: unlessFull(log, mailer.visitChanged),
    };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    log.write("mail.outbox-unusable", { code: error.code });
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
      log.write("mail.outbox-unwritable");
    }
  };

function transportOf({ settings, demoDir }: Pick<MailDeps, "settings" | "demoDir">): MailTransport | null {
  if (settings) return createSmtpTransport(settings);
  return demoDir === null ? null : createFolderTransport(demoDir);
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Ticket } from "#contract/tickets/ticket.ts";
import { writeEmail } from "#main/mail/email-message.ts";
import type { MailTransport } from "#main/mail/mail-transport.ts";
import { createMailer, type Mailer } from "#main/mail/mailer.ts";
import { loadMailTexts } from "#main/mail/messages.ts";
import { openOutbox } from "#main/mail/outbox/outbox.ts";
import { mailSettingsSchema } from "#main/mail/settings.ts";
import { createSmtpTransport } from "#main/mail/smtp-transport.ts";
import { loadTicketTexts } from "#main/tickets/ticket-texts.ts";
import { systemIds } from "#main/time/clock.ts";
import { type FakeClock, fakeClock } from "#tests/support/fake-clock.ts";
import { temporaryFolder } from "#tests/support/kiosk.ts";
import { type KeptLog, keptLog } from "#tests/support/log.ts";

export const someTicket: Ticket = {
  visitId: "visit-1",
  number: "100012",
  clinic: "Городская поликлиника № 2",
  branch: "Поликлиническое отделение № 1",
  address: "г. Калуга, ул. Липовая, 7",
  room: "204",
  service: { code: "B01.047.005", name: "Приём врача-терапевта участкового первичный" },
  doctor: { name: "Захарова Софья Сергеевна", position: "врач-терапевт участковый" },
  date: "2026-11-23",
  time: "16:30",
  patient: "Петров И. И.",
  status: "booked",
  phone: "8 (4842) 55-10-00",
  issuedAt: { date: "2026-11-20", time: "10:24" },
};
export const address = "ilya.petrov@example.com";

const localesDir = join(import.meta.dirname, "../../assets/locales");
const languages = ["ru", "en", "kk", "tt"];

/** What e-mails say in a language, from the files that patients' e-mails are made of. */
export function mailTexts(language: string) {
  const log = keptLog();
  const ticket = loadTicketTexts(localesDir, languages, log)(language);
  const mail = loadMailTexts(localesDir, languages, log)(language);
  if (log.lines.length > 0) throw new Error(log.lines.join("\n"));
  return { language, ticket, mail };
}

/** The part of a kiosk that sends e-mails, with a clock that the test moves, over real sockets. */
export type MailBench = {
  readonly mailer: Mailer;
  /** What carries its e-mails: a test may put itself in between. */
  readonly transport: { send: MailTransport["send"] };
  readonly clock: FakeClock;
  readonly log: KeptLog;
  readonly dir: string;
  /** Everything that its files hold, byte by byte. */
  bytes(): string;
};

export function openMailBench(
  later: (close: () => unknown) => void,
  settings: Record<string, unknown>,
  more: { dir?: string; clock?: FakeClock; key?: Buffer; now?: () => number } = {},
): MailBench {
  const dir = more.dir ?? temporaryFolder(later);
  const clock = more.clock ?? fakeClock();
  const log = keptLog();
  const russian = mailTexts("ru");
  const transport = createSmtpTransport(
    mailSettingsSchema.parse({
      host: "127.0.0.1",
      secure: "none",
      from: "Регистратура <desk@clinic.example>",
      ...settings,
    }),
  );
  const mailer = createMailer({
    outbox: openOutbox({ file: join(dir, "outbox.sqlite"), key: more.key ?? Buffer.alloc(32, 7), clock }),
    transport: { send: (...given) => transport.send(...given) },
    write: ({ ticket, language, change }) =>
      writeEmail({
        ticket,
        ...(change ? { change } : {}),
        texts: russian,
        second: language === "ru" ? null : mailTexts(language),
        cancelAhead: 24,
      }),
    domain: "clinic.example",
    now: more.now ?? clock.now,
    clock,
    ids: systemIds,
    log,
  });
  mailer.start();
  later(() => mailer.close());
  return {
    mailer,
    transport,
    clock,
    log,
    dir,
    bytes: () =>
      readdirSync(dir)
        .map((file) => readFileSync(join(dir, file)).toString("utf8"))
        .join(""),
  };
}

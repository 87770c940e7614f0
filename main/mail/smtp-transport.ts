import { readFile } from "node:fs/promises";
import type { NodemailerError, SMTPTransportOptions } from "nodemailer";
import type { MailTransport, SendResult } from "./mail-transport.ts";
import { mimeOf } from "./mime.ts";
import { type MailSettings, senderAddress } from "./settings.ts";

const ports = { tls: 465, starttls: 587, none: 25 } as const;
/** How long a server may be silent at each step, ms. */
const silence = {
  connectionTimeout: 15_000,
  greetingTimeout: 15_000,
  socketTimeout: 30_000,
  dnsTimeout: 10_000,
};

/**
 * Hands e-mails to a mail server by SMTP (RFC 5321), one connection each. Password and certificate authority are
 * read anew each time, so that they can be changed under a running kiosk.
 */
export function createSmtpTransport(settings: MailSettings): MailTransport {
  const sender = senderAddress(settings.from) ?? settings.from;
  return {
    async send(email, signal) {
      try {
        const transport = await connect(settings);
        const envelope = { from: sender, to: [email.to] };
        await transport.sendMail({ ...mimeOf(email, settings.from), envelope, signal });
        return { kind: "accepted" };
      } catch (error) {
        return resultOf(error);
      }
    },
  };
}

/** Connects, and signs in where the settings say so, without sending anything. @throws {NodemailerError} */
export async function tryMailServer(settings: MailSettings): Promise<void> {
  const transport = await connect(settings);
  await transport.verify();
}

/** The package is loaded with the first e-mail: most kiosks send none. */
async function connect(settings: MailSettings) {
  const { default: nodemailer } = await import("nodemailer");
  return nodemailer.createTransport(await optionsOf(settings));
}

async function optionsOf(settings: MailSettings): Promise<SMTPTransportOptions> {
  const { host, secure, user, passwordFile, caFile } = settings;
  const password = passwordFile === undefined ? "" : (await readFile(passwordFile, "utf8")).trim();
  return {
    host,
    port: settings.port ?? ports[secure],
    secure: secure === "tls",
    requireTLS: secure === "starttls",
    ignoreTLS: secure === "none",
    tls: {
      minVersion: "TLSv1.2",
      rejectUnauthorized: true,
      ...(caFile === undefined ? {} : { ca: await readFile(caFile) }),
    },
    ...(user === undefined ? {} : { auth: { user, pass: password } }),
    ...silence,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/**
 * What a failure means for the message. Only a refusal of the recipient or of the message itself is for good: one of
 * the kiosk's sign-in or of its sender is a mistake in the configuration, which somebody may mend meanwhile.
 */
function resultOf(error: unknown): SendResult {
  const { code = "fault", command = "", responseCode, permanent } = error as NodemailerError;
  const isOurs = command === "RCPT TO" || command === "DATA";
  if (permanent && responseCode !== undefined && isOurs) return { kind: "refused", code: responseCode };
  return { kind: "later", why: [code, command, responseCode].filter(Boolean).join(" ") };
}

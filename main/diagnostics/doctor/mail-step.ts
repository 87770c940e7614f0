import type { NodemailerError } from "nodemailer";
import type { Config } from "../../config/schema.ts";
import { tryMailServer } from "../../mail/smtp-transport.ts";
import type { Diagnosis } from "./messages.ts";
import { failed, type Step, well } from "./report.ts";

/** Whether the mail server lets the kiosk in; nothing is sent. */
export async function checkMail({ mail }: Config): Promise<Step<true>> {
  if (!mail) return { outcome: well("no mail server is configured, nobody is asked for an address") };
  try {
    await tryMailServer(mail);
    const as = mail.user === undefined ? "without a password" : "with its password";
    return { outcome: well(`${mail.host} lets the kiosk in ${as}`), value: true };
  } catch (error) {
    return { outcome: failed(diagnosis(error as NodemailerError, mail.host)) };
  }
}

function diagnosis({ code = "fault", responseCode, message }: NodemailerError, host: string): Diagnosis {
  const detail = `(${[code, responseCode, message].filter(Boolean).join(", ")})`;
  switch (code) {
    case "EAUTH":
      return {
        text: `The mail server ${host} refuses user or password. ${detail}`,
        fix: "Check mail.user and the file mail.passwordFile, which holds the password and nothing else.",
      };
    case "ESOCKET":
    case "ETLS":
      return {
        text: `No safe connection to the mail server ${host}. ${detail}`,
        fix: "Check mail.secure (tls from the first byte, mostly port 465; starttls, mostly 587) and mail.caFile where the server's certificate is the clinic's own.",
      };
    case "ENOENT":
    case "EACCES":
      return {
        text: `A file for the mail server can't be read. ${detail}`,
        fix: "Check mail.passwordFile and mail.caFile: the kiosk's user must be able to read them.",
      };
    default:
      return {
        text: `The mail server ${host} does not answer as it should. ${detail}`,
        fix: "Check mail.host, mail.port and the network. Copies of tickets wait up to a day; bookings don't wait for them.",
      };
  }
}

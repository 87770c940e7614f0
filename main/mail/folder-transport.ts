import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { MailTransport } from "./mail-transport.ts";
import { mimeOf } from "./mime.ts";

const sender = "Infomat <infomat@demo.invalid>";

/**
 * In place of a mail server in demo mode: writes each e-mail into `folder` as a file that mail programs open
 * (`.eml`). Only invented patients write e-mails there.
 */
export function createFolderTransport(folder: string): MailTransport {
  return {
    async send(email) {
      // Loaded with the first e-mail: it is a large package, and many kiosks send none.
      const { default: nodemailer } = await import("nodemailer");
      const transport = nodemailer.createTransport({
        streamTransport: true,
        buffer: true,
        newline: "windows",
      });
      const { message } = await transport.sendMail(mimeOf(email, sender));
      const name = /^<([\w-]+)@/.exec(email.messageId)?.[1] ?? "email";
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const file = join(folder, `${name}.eml`);
        await writeFile(`${file}.part`, message, { mode: 0o600 });
        await rename(`${file}.part`, file);
        return { kind: "accepted" };
      } catch (error) {
        return { kind: "later", why: (error as NodeJS.ErrnoException).code ?? "fault" };
      }
    },
  };
}

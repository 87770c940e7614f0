import { z } from "zod";
import { parseEmail } from "#contract/mail/email-address.ts";

const file = z.string().min(1);

/** Of `Регистратура <desk@clinic.example>`, or of an address alone. */
export function senderAddress(from: string): string | null {
  const bare = /^[^<>"\r\n]*<([^<>]+)>$/.exec(from.trim())?.[1] ?? from;
  const read = parseEmail(bare);
  return read.ok ? read.value : null;
}

const loopback = (host: string): boolean => host === "localhost" || host === "::1" || host.startsWith("127.");

/** The `mail` section: the server that takes copies of tickets. Without it no patient is asked for an address. */
export const mailSettingsSchema = z
  .strictObject({
    host: z.string().min(1).describe("The mail server's name or address."),
    port: z
      .int()
      .min(1)
      .max(65_535)
      .optional()
      .describe("465 for `tls`, 587 for `starttls`, 25 for `none` when left out."),
    secure: z
      .enum(["tls", "starttls", "none"])
      .default("starttls")
      .describe(
        "`tls` from the first byte, `starttls` from the greeting on (a server that offers none gets no e-mail), or `none` at all. Certificates are always verified.",
      ),
    user: z
      .string()
      .min(1)
      .optional()
      .describe("The name that the mail server knows the kiosk by; goes with passwordFile."),
    passwordFile: file
      .optional()
      .describe("The file holds the password and nothing else; it is read for each e-mail."),
    from: z
      .string()
      .refine((from) => senderAddress(from) !== null, {
        message: "an address is expected, such as: Front desk <desk@clinic.example>",
      })
      .describe("Whom copies come from: `Front desk <desk@clinic.example>`, or an address alone."),
    caFile: file.optional().describe("PEM file with the mail server's own certificate authority."),
  })
  .superRefine(({ host, secure, user, passwordFile }, context) => {
    const fault = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if ((user === undefined) !== (passwordFile === undefined))
      fault(user === undefined ? "user" : "passwordFile", "user and passwordFile go together");
    if (user !== undefined && secure === "none" && !loopback(host))
      fault("secure", "a password does not leave this machine in the clear: tls or starttls is expected");
  });
export type MailSettings = z.infer<typeof mailSettingsSchema>;

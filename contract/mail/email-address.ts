import { fail, ok, type Result } from "../base/result.ts";

export const emailFaults = ["EMAIL_EMPTY", "EMAIL_INCOMPLETE", "EMAIL_CHARACTERS"] as const;
export type EmailFault = (typeof emailFaults)[number];
export const longestEmail = 100;

/** Reads an address as typed on the kiosk's keys: `name@domain.tld` of Latin letters, digits and `._%+-`. */
export function parseEmail(typed: string): Result<string, EmailFault> {
  const address = typed.trim();
  if (address === "") return fail("EMAIL_EMPTY");
  if (address.length > longestEmail || !/^[A-Za-z0-9._%+\-@]+$/.test(address))
    return fail("EMAIL_CHARACTERS");
  if (
    !/^[A-Za-z0-9_%+-]+(\.[A-Za-z0-9_%+-]+)*@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}$/.test(
      address,
    )
  )
    return fail("EMAIL_INCOMPLETE");
  return ok(address);
}

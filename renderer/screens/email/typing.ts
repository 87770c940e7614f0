import { longestEmail } from "#contract/mail/email-address.ts";

const inAddress = /^[A-Za-z0-9._%+\-@]$/;

/** Adds a character, or an ending such as `@mail.ru`, which takes the place of one that stands there already. */
export function typeEmail(address: string, typed: string): string {
  if (typed.length > 1) {
    const name = address.split("@")[0] ?? "";
    return name === "" || name.length + typed.length > longestEmail ? address : name + typed;
  }
  if (!inAddress.test(typed) || address.length >= longestEmail) return address;
  if (typed === "@" && (address === "" || address.includes("@"))) return address;
  return address + typed.toLowerCase();
}

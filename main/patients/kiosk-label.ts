import { z } from "zod";
import { readLanguageFile } from "../files/language-files.ts";

const text = z.string().trim().min(1).max(60);
const sectionSchema = z.object({
  kiosk: text,
  /** With `{{number}}`. */
  kioskNumbered: text,
});

/** Госуслуги, and whoever passes a sign-in on to them, show their pages in Russian. */
const phoneLanguage = "ru";
/** What fits a phone's page; the kiosk's own name is never cut, ch. */
const longestClinic = 160;

/**
 * How the phone names whoever asks: clinic and kiosk, from the section `phone` of the Russian file in `localesDir`.
 * @param number null where nobody has given the kiosk one
 */
export function kioskLabels(localesDir: string, number: number | null): (clinic: string) => string {
  const { kiosk, kioskNumbered } = sectionSchema.parse(readLanguageFile(localesDir, phoneLanguage).phone);
  const own = number === null ? kiosk : kioskNumbered.replace("{{number}}", String(number));
  return (clinic) => (clinic === "" ? own : `${clinic.slice(0, longestClinic).trim()}, ${own}`);
}
